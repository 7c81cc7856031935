import { parseArgs } from 'node:util';
import {
  COMPONENT_NAMES,
  isComponentName,
  USUAL_COMPONENTS,
  type ComponentName,
} from './components/names.ts';
import { HIGHEST_BASE, LOWEST_BASE } from './ports.ts';
import { ClusterProblem, messageOf } from './problem.ts';

export const COMMANDS = [
  'up',
  'seed',
  'status',
  'down',
  'wipe',
  'start',
  'stop',
  'kill',
  'wipe-broker',
  'restore-broker',
  'env',
  'help',
] as const;
export type Command = (typeof COMMANDS)[number];

export interface Request {
  command: Command;
  /** Which components the command is about, in the order in which they start. */
  components: ComponentName[];
  /** Process instances to start (`seed`). */
  count: number;
  /** The backup to take (`restore-broker`). */
  backupId: number;
  json: boolean;
  /** Whether Elasticsearch is to ask for a login (`up`). */
  secured: boolean;
  /** `null` when not given: then the cluster keeps the ports that it already has. */
  portBase: number | null;
  dir: string | null;
  timeoutSeconds: number;
}

const OPTIONS = {
  only: { type: 'string' },
  'backup-id': { type: 'string' },
  'port-base': { type: 'string' },
  dir: { type: 'string' },
  timeout: { type: 'string', default: '300' },
  json: { type: 'boolean', default: false },
  secured: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const MOST_INSTANCES = 20_000;

/** Environment variables are read as the defaults of the options of the same meaning. */
export function parseRequest(words: readonly string[], env: Readonly<NodeJS.ProcessEnv>): Request {
  const { values, positionals } = parse(words);
  const [word = 'help', ...rest] = positionals;
  const command = values.help ? 'help' : COMMANDS.find((known) => known === word);
  if (!command) throw new ClusterProblem(`There is no command "${word}". Known are: ${COMMANDS.join(', ')}.`);
  const portBase = values['port-base'] ?? env.HOLDFAST_CLUSTER_PORT_BASE;
  return {
    command,
    components: chosenComponents(command, rest, values.only),
    count: command === 'seed' ? chosenCount(rest) : 0,
    backupId: chosenBackup(command, values['backup-id']),
    json: values.json,
    secured: chosenSecured(command, values.secured, values.only),
    portBase: portBase ? wholeNumber('--port-base', portBase, [LOWEST_BASE, HIGHEST_BASE]) : null,
    dir: values.dir ?? (env.HOLDFAST_CLUSTER_DIR === '' ? null : (env.HOLDFAST_CLUSTER_DIR ?? null)),
    timeoutSeconds: wholeNumber('--timeout', values.timeout, [1, 3600]),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new ClusterProblem(messageOf(error), { cause: error });
  }
}

function chosenComponents(
  command: Command,
  rest: readonly string[],
  only: string | undefined,
): ComponentName[] {
  if (command === 'start' || command === 'stop' || command === 'kill') {
    if (rest.length === 0)
      throw new ClusterProblem(`"${command}" needs components: ${COMPONENT_NAMES.join(', ')}.`);
    return inOrder(rest);
  }
  if (command !== 'seed' && rest.length > 0) {
    throw new ClusterProblem(`"${command}" does not understand "${rest.join(' ')}".`);
  }
  if (only === undefined) return [...USUAL_COMPONENTS];
  if (command !== 'up') throw new ClusterProblem('--only belongs to "up".');
  return inOrder(only.split(',').map((name) => name.trim()));
}

function inOrder(names: readonly string[]): ComponentName[] {
  const wanted = new Set(names.map(component));
  return COMPONENT_NAMES.filter((name) => wanted.has(name));
}

function component(name: string): ComponentName {
  if (isComponentName(name)) return name;
  throw new ClusterProblem(`There is no component "${name}". Known are: ${COMPONENT_NAMES.join(', ')}.`);
}

function chosenCount(rest: readonly string[]): number {
  if (rest.length > 1) throw new ClusterProblem('"seed" takes one number.');
  return wholeNumber('the number of instances', rest[0] ?? '200', [1, MOST_INSTANCES]);
}

/** Camunda and the written configuration know no login of Elasticsearch. */
function chosenSecured(command: Command, secured: boolean, only: string | undefined): boolean {
  const stores = (only ?? '').split(',').every((name) => ['es', 's3'].includes(name.trim()));
  if (!secured || (command === 'up' && stores)) return secured;
  throw new ClusterProblem('--secured belongs to "up --only es" or "up --only es,s3".');
}

function chosenBackup(command: Command, text: string | undefined): number {
  if (command === 'restore-broker')
    return wholeNumber('--backup-id', text ?? '', [1, Number.MAX_SAFE_INTEGER]);
  if (text !== undefined) throw new ClusterProblem('--backup-id belongs to "restore-broker".');
  return 0;
}

function wholeNumber(what: string, text: string, [least, most]: readonly [number, number]): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new ClusterProblem(`${what} must be a whole number from ${least} to ${most}, not "${text}".`);
}
