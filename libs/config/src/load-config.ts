import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Environment } from './environment.ts';
import { configSchema, type HoldfastConfig } from './config.schema.ts';
import { settingOf } from './secret-file.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isPolicy, withoutLogins } from './policies.ts';
import { secretsIn } from './redaction.ts';
import { inOurWords } from './schema-words.ts';

/** Raised at start-up with every problem of the file at once. Its message is meant to be printed as it is. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[]) {
    super(`${source} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads and validates `holdfast.yaml`. `${NAME}` in any value is replaced by that environment variable, or by
 * the content of the file that `NAME_FILE` points to.
 * @throws ConfigError naming the key, the value and the remedy of each problem
 */
export function loadConfig(env: Environment): HoldfastConfig {
  return parseConfig(readText(env), env, env.HOLDFAST_CONFIG);
}

/** @throws ConfigError when there is no such file, or it cannot be read */
function readText({ HOLDFAST_CONFIG: path }: Environment): string {
  if (path === undefined || path === '') {
    throw new ConfigError('The configuration', [
      'HOLDFAST_CONFIG is not set; point it to your holdfast.yaml',
    ]);
  }
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(path, [
      `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}); check HOLDFAST_CONFIG`,
    ]);
  }
}

/** Variables, or files that they name, which win over the file. */
const OVERRIDES = ['HOLDFAST_REDIS_URL', 'HOLDFAST_REDIS_PASSWORD'] as const;

/** The file as it is now. */
export interface ReadConfig {
  /** Of the file and of every file with a secret that it names. It must not leave the process. */
  digest: string;
  /** @throws ConfigError as `loadConfig` does */
  parse: () => HoldfastConfig;
}

/** Reads the file and does not judge it. Never throws: that it cannot be read is found by `parse`. */
export function readConfig(env: Environment): ReadConfig {
  try {
    const text = readText(env);
    const names = [...text.matchAll(REFERENCE)].map(([, name]) => name ?? '');
    const settings = [...names, ...OVERRIDES].map((name) => settingOf(name, env));
    const parse = (): HoldfastConfig => parseConfig(text, env, env.HOLDFAST_CONFIG);
    return { digest: digestOf([text, ...settings]), parse };
  } catch (error) {
    const parse = (): never => {
      throw error;
    };
    return { digest: digestOf([(error as Error).message]), parse };
  }
}

function digestOf(read: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}

export function parseConfig(text: string, env: Environment, source = 'holdfast.yaml'): HoldfastConfig {
  let raw: unknown;
  try {
    // Its warnings would show whole lines of the file.
    raw = parse(text, { logLevel: 'error' });
  } catch (error) {
    const where = error instanceof YAMLParseError ? ` (${placeOf(error)})` : '';
    throw new ConfigError(source, [`it is not valid YAML${where}`]);
  }
  const problems: string[] = [];
  const names = new Set<string>();
  const expanded = expand(raw, env, { path: '', problems, names });
  const overridden = applyEnvironment(expanded, env, problems);
  if (problems.length > 0) throw new ConfigError(source, problems);
  const result = configSchema.safeParse(overridden, { error: inOurWords });
  if (!result.success)
    throw new ConfigError(
      source,
      result.error.issues.map((issue) => describe(issue, overridden)),
    );
  return Object.freeze({ ...withFingerprints(result.data, raw), [VARIABLES]: names });
}

/** Not the words of the parser: some of them repeat what stands at that place, and it may be a password. */
function placeOf({ code, linePos }: YAMLParseError): string {
  const what = code.toLowerCase().replaceAll('_', ' ');
  const [at] = linePos ?? [];
  return at ? `${what}, line ${at.line}, column ${at.col}` : what;
}

/** Copied with the rest, and shown nowhere. */
const VARIABLES = Symbol('variables');

/** The variables that `${NAME}` in the file stands for: most of them are secrets. Without those of shell commands. */
export function variablesIn(
  config: HoldfastConfig & { [VARIABLES]?: ReadonlySet<string> },
): ReadonlySet<string> {
  return config[VARIABLES] ?? new Set();
}

/** @param raw what was parsed, before `${NAME}` was replaced */
function withFingerprints(config: HoldfastConfig, raw: unknown): HoldfastConfig {
  const secrets = secretsIn(config);
  const written = (raw as { clusters: Record<string, unknown>[] }).clusters;
  const clusters = config.clusters.map((cluster, index) => {
    const lasting = Object.entries(written[index] ?? {}).filter(([key]) => !isPolicy(key));
    const place = withoutLogins(Object.fromEntries(lasting));
    return { ...cluster, fingerprint: fingerprintOf(place, secrets) };
  });
  return { ...config, fingerprint: fingerprintOf(raw, secrets), clusters };
}

/**
 * `HOLDFAST_REDIS_URL` wins over the section of the file, so that one file serves with any Redis, and `HOLDFAST_REDIS_PASSWORD`
 * over its password.
 */
function applyEnvironment(raw: unknown, env: Environment, problems: string[]): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const valueOf = (name: string): string | undefined => {
    const setting = settingOf(name, env);
    if (setting === null || 'value' in setting) return setting?.value === '' ? undefined : setting?.value;
    problems.push(`redis: ${setting.problem}`);
    return undefined;
  };
  const url = valueOf('HOLDFAST_REDIS_URL');
  const password = valueOf('HOLDFAST_REDIS_PASSWORD');
  if (url === undefined && password === undefined) return raw;
  const section = url === undefined ? (raw as { redis?: unknown }).redis : { url };
  // Of another shape: the schema reports it.
  if (section !== undefined && (typeof section !== 'object' || section === null)) return raw;
  return { ...raw, redis: { ...section, ...(password !== undefined && { password }) } };
}

/**
 * The operator's commands are left to the shell: it knows the environment itself, and what it puts in shows in no plan,
 * journal or answer.
 */
const SHELL =
  /\.(restore\.commands\.(stop|start|wipeBroker|restoreBroker|stopComponent|startComponent)|database\.(dump|restore|deleteDump))$/;

/** `${NAME}` */
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

interface Expanding {
  path: string;
  problems: string[];
  /** Of the variables that were asked for. */
  names: Set<string>;
}

function expand(value: unknown, env: Environment, at: Expanding): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => expand(item, env, { ...at, path: `${at.path}[${index}]` }));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        expand(item, env, { ...at, path: at.path ? `${at.path}.${key}` : key }),
      ]),
    );
  }
  if (typeof value !== 'string' || SHELL.test(at.path)) return value;
  return value.replace(REFERENCE, (_, name: string) => {
    at.names.add(name);
    const found = settingOf(name, env) ?? {
      problem: `the environment has neither ${name} nor ${name}_FILE; set one of them`,
    };
    if ('value' in found) return found.value;
    at.problems.push(`${at.path}: ${found.problem}`);
    return '';
  });
}

/** Where an address, a user or a password stands. A value there is not repeated, whatever it is. */
const SECRET_KEY =
  /password|secret|token|hash|url|issuer|smtp|headers|management|zeebe\.brokers|^redis|^bullBoard|^access(\.oidc)?$|\.auth\b|operate$|tasklist$|optimize$|zeebe$|records$|database$/i;

/** Plain values only, and none that could hold credentials: a whole section put in the wrong place may hold anything. */
function shown(key: string, value: unknown): string {
  const plain =
    ['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && !/:\/\/|@/.test(value));
  return plain && !SECRET_KEY.test(key) ? JSON.stringify(value) : 'the value';
}

/** Key, value and remedy in one line. */
function describe(issue: z.core.$ZodIssue, raw: unknown): string {
  const key =
    issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') || '(top level)';
  if (issue.code === 'unrecognized_keys') {
    return `${key}: does not know ${issue.keys.map((each) => `"${each}"`).join(', ')}; remove it or correct its spelling`;
  }
  const value = issue.path.reduce<unknown>(
    (at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part],
    raw,
  );
  // Of a rule of our own: it says why the key is needed, and what to write.
  if (value === undefined && issue.code === 'custom') return `${key}: is missing; ${issue.message}`;
  if (value === undefined) return `${key}: is missing`;
  return `${key}: ${shown(key, value)} ${issue.message}`;
}
