import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { addressOf } from '#contracts/endpoints';
import type { Environment } from '#config';
import { environment } from '#config/basics';
import { readContexts } from '../context/contexts.ts';
import { targetOf } from '../context/target.ts';
import { LATEST } from '../ids/id-reference.ts';
import { tokenToShow } from '../shown-token.ts';
import { expectedAfter, type Expected } from './expected.ts';

/** A shell waits for it with every press of the key. */
const TIMEOUT_MS = 1_500;
const MOST_BYTES = 4 * 1024 * 1024;
const PAGE = 25;
/** A shell may run what it is offered: nothing but plain names is. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** The first word of the command line that the completion scripts use. It is no command: it takes any words as they are. */
export const COMPLETE = '__complete';

/** What may come after these words. Quick, and silent about every problem. */
export async function complete(program: CommandUnknownOpts, words: readonly string[]): Promise<string[]> {
  const expected = expectedAfter(program, words);
  const found = await lookUp(expected, words, environment()).catch(() => []);
  return [...expected.words, ...found].filter((word) => PLAIN.test(word));
}

async function lookUp(
  { kind, cluster }: Expected,
  words: readonly string[],
  env: Environment,
): Promise<string[]> {
  if (kind === null) return [];
  if (kind === 'contexts') return Object.keys(readContexts(env).contexts);
  const read = (address: string, key: string): Promise<string[]> => ask(address, key, { words, env });
  if (kind === 'clusters') return read(addressOf('cluster.list', {}), 'name');
  if (kind === 'targets') return read(addressOf('notification.list', {}), 'name');
  if (cluster === null || !PLAIN.test(cluster)) return [];
  if (kind === 'schedules') return read(addressOf('schedule.list', { cluster }), 'name');
  const isBackup = kind === 'backups';
  const list = addressOf(isBackup ? 'backup.list' : 'restore.list', { cluster }, { limit: PAGE });
  return [LATEST, ...(await read(list, isBackup ? 'backupId' : 'restoreId'))];
}

/** Without the schemas of the API, which take longer to load than an answer takes. */
async function ask(
  address: string,
  key: string,
  { words, env }: { words: readonly string[]; env: Environment },
): Promise<string[]> {
  const given = { url: valueOf(words, '--url'), context: valueOf(words, '--context') };
  const target = targetOf({ ...given, environment: env });
  const token = tokenToShow(valueOf(words, '--token'), target.environment);
  const response = await fetch(`${target.url}${address}`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) return [];
  const { items } = (await response.json()) as { items?: Record<string, unknown>[] };
  return (items ?? []).flatMap((item) => {
    const value = item[key];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
}

function valueOf(words: readonly string[], option: string): string | undefined {
  const joined = words.find((word) => word.startsWith(`${option}=`));
  if (joined !== undefined) return joined.slice(option.length + 1);
  const at = words.indexOf(option);
  return at < 0 ? undefined : words[at + 1];
}
