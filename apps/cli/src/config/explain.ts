import { parse } from 'yaml';
import { shownConfig, type Environment, type HoldfastConfig } from '#config';
import { paint } from '../output/colours.ts';
import { table } from '../output/table.ts';

/**
 * - `file`: it is written there
 * - `variable`: it is written there with a `${NAME}`, whose value comes from the environment
 * - `environment`: a variable that wins over the file
 * - `default`: the file says nothing
 */
export type Source = 'file' | 'variable' | 'environment' | 'default';

export interface Value {
  key: string;
  /** As it may be shown; times are milliseconds. */
  value: unknown;
  source: Source;
}

/** What Holdfast derives from the rest, and no file can say. */
const DERIVED = ['fingerprint', 'indexSpace', 'components'];
const REFERENCE = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/;

/** Every single value of a configuration that is in force, and where it comes from. */
export function explain(config: HoldfastConfig, text: string, env: Environment): Value[] {
  const written: unknown = parse(text, { logLevel: 'error' });
  return leavesOf(shownConfig(config), '')
    .filter(({ path }) => !path.some((part) => DERIVED.includes(String(part))))
    .map(({ path, key, value }) => ({ key, value, source: sourceOf(path, written, env) }));
}

interface Leaf {
  path: (string | number)[];
  key: string;
  value: unknown;
}

function leavesOf(value: unknown, key: string, path: (string | number)[] = []): Leaf[] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((each, index) => leavesOf(each, `${key}[${index}]`, [...path, index]));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0)
      return entries.flatMap(([name, each]) =>
        leavesOf(each, key === '' ? name : `${key}.${name}`, [...path, name]),
      );
  }
  return value === undefined ? [] : [{ path, key, value }];
}

function sourceOf(path: readonly (string | number)[], written: unknown, env: Environment): Source {
  const [section, key] = path;
  if (section === 'redis' && overrides(env).has(String(key))) return 'environment';
  let at: unknown = written;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) break;
    at = (at as Record<string | number, unknown>)[part];
  }
  if (at === undefined) return 'default';
  return typeof at === 'string' && REFERENCE.test(at) ? 'variable' : 'file';
}

/** Keys of `redis` that a variable, or the file that it names, gives. */
function overrides(env: Environment): Set<string> {
  const isSet = (name: string): boolean => Boolean(env[name] ?? env[`${name}_FILE`]);
  return new Set([
    ...(isSet('HOLDFAST_REDIS_URL') ? ['url'] : []),
    ...(isSet('HOLDFAST_REDIS_PASSWORD') ? ['password'] : []),
  ]);
}

export function renderValues(values: readonly Value[]): string {
  return table(
    ['KEY', 'VALUE', 'FROM'],
    values.map(({ key, value, source }) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
      source === 'default' ? paint.dim(source) : source,
    ]),
  );
}
