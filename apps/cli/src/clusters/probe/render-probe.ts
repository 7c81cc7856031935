import { stringify } from 'yaml';
import { ConfigError, parseConfig } from '#config';
import { DEFAULT_PREFIXES, plainLine, type IndexOwner } from '#domain';
import { doubtsOf } from './doubts.ts';
import type { FoundEngine } from './probe-engine.ts';
import { APPS, type FoundCluster, type Missing } from './probe-cluster.ts';
import { DATABASE_SKETCH, seemsRelational } from './relational.ts';

/** Where the configuration takes the engine's password from, as the probe does. */
export const SEARCH_PASSWORD = 'HOLDFAST_SEARCH_PASSWORD';

/** The entry of the cluster in holdfast.yaml. It holds no secret. Pure. */
export function configOf(name: string, found: FoundCluster): Record<string, unknown> {
  const { version, orchestration, rest, engine } = found;
  const brokers = found.brokers.map(({ url }) => url);
  const zeebe = { management: found.zeebe.url, ...(brokers.length > 0 && { brokers }) };
  const relational = seemsRelational(found);
  const unified = relational
    ? zeebe
    : { ...zeebe, ...(rest !== null && { rest: { url: rest } }), ...prefixOf('webapps', engine) };
  const apps: Record<string, unknown> = {};
  for (const app of APPS) {
    const url = found.apps[app]?.url;
    if (url !== undefined) apps[app] = { management: url, ...prefixOf(app, engine) };
  }
  return {
    name,
    ...(version !== null && { version: minorOf(version) }),
    ...(orchestration ? { orchestration: unified } : { zeebe }),
    ...apps,
    ...(relational && { database: DATABASE_SKETCH }),
    ...(engine && (!relational || found.apps.optimize) && { records: recordsOf(engine) }),
  };
}

/** What programs read: the entry, what a person has to complete, and why Holdfast would not take it yet. */
export interface ProbeAnswer {
  config: Record<string, unknown>;
  missing: readonly Missing[];
  problems: readonly string[];
}

/** Pure. */
export function answerOf(name: string, found: FoundCluster): ProbeAnswer {
  const config = configOf(name, found);
  return { config, missing: doubtsOf(found), problems: problemsOf(config) };
}

/** What a person reads: the entry, what it was taken from, and what is missing. YAML as a whole. Pure. */
export function renderProbe(found: FoundCluster, { config, missing, problems }: ProbeAnswer): string {
  const comments = [...seenLines(found), ...doubtLines(missing), ...problemLines(problems)];
  const yaml = stringify({ clusters: [config] }, { lineWidth: 0 });
  return [...comments.map((line) => `# ${plainLine(line)}`.trimEnd()), yaml.trimEnd()].join('\n');
}

function recordsOf(engine: FoundEngine): Record<string, unknown> {
  const { url, username } = engine;
  const auth = username === null ? {} : { auth: { basic: { username, password: `\${${SEARCH_PASSWORD}}` } } };
  return {
    engine: engine.engine,
    url,
    ...(engine.repositories.length === 1 && { repository: engine.repositories[0] }),
    ...prefixOf('records', engine),
    ...auth,
  };
}

function seenLines({ version, zeebe, engine }: FoundCluster): string[] {
  const { topology } = zeebe;
  const size = topology && ` (brokers: ${topology.brokers}, partitions: ${topology.partitions})`;
  return [
    `Camunda ${version ?? 'of an unknown version'}${size ?? ''}`,
    ...(engine ? [`${engine.engine} ${engine.version}`] : []),
  ];
}

const doubtLines = (doubts: readonly Missing[]): string[] =>
  doubts.length === 0
    ? []
    : ['', 'To complete:', ...doubts.map(({ what, remedy }) => `  ${what}: ${remedy}`)];

/** Only where it is not the default. */
function prefixOf(owner: IndexOwner, engine: FoundEngine | null): { indexPrefix?: string } {
  const prefix = engine?.prefixes[owner][0];
  return prefix === undefined || prefix === DEFAULT_PREFIXES[owner] ? {} : { indexPrefix: prefix };
}

/** Why Holdfast would not take the configuration as it is; empty when it would. */
export function problemsOf(config: Record<string, unknown>): readonly string[] {
  try {
    parseConfig(stringify({ clusters: [config] }), { [SEARCH_PASSWORD]: 'set' });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function problemLines(problems: readonly string[]): string[] {
  return problems.length === 0 ? [] : ['', 'Not usable yet:', ...problems.map((problem) => `  ${problem}`)];
}

const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');
