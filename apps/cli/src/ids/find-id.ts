import type { HoldfastClient } from '../api/holdfast.client.ts';
import { readPages } from '../api/pages.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { IdReference } from './id-reference.ts';

/** At most this many ids are looked at for one that begins with some digits. */
const MOST = 1_000;
const SHOWN = 10;
/** Ids are seconds since 1970, or greater: what has as many digits is meant to be whole. */
const WHOLE_DIGITS = 10;

/** Where the ids of one kind are found. */
export interface Ids {
  cluster: string;
  /** "backup", "complete set", "restore" */
  what: string;
  /** Whether there is one with this id. @throws ProblemAnswer for any problem but that there is none */
  has: (id: number) => Promise<boolean>;
  /** Ids, newest first. */
  page: (page: { limit: number; cursor?: string }) => Promise<{ items: number[]; next: string | null }>;
}

/** How careful to be. */
export interface Care {
  /** Nothing asks before something is destroyed: some digits are not enough. */
  unasked?: boolean | undefined;
  /** What is destroyed is named by its id: `latest` may be another one than the person has in mind. */
  named?: boolean | undefined;
}

/**
 * The id that a reference means.
 * @throws ProblemAnswer with 6 where there is no latest one, and with 2 where several begin like that, or the whole id is needed
 */
export async function findId(
  reference: IdReference,
  ids: Ids,
  { unasked, named }: Care = {},
): Promise<number> {
  if (reference.latest) {
    if (named !== true) return latestOf(ids);
    throw new ProblemAnswer(
      `Write the id of the ${ids.what}: \`latest\` is not enough here. The newest one is ${await latestOf(ids)}. Nothing was done.`,
      EXIT.usage,
    );
  }
  const { digits } = reference;
  const id = Number(digits);
  if (digits.length >= WHOLE_DIGITS || (await ids.has(id))) return id;
  const found = await beginningWith(digits, ids);
  const [only, ...more] = found;
  // A list may be some seconds old: the verb itself finds out what there is under this id.
  if (only === undefined) return id;
  const { cluster } = ids;
  if (more.length > 0)
    throw new ProblemAnswer(
      `${found.length} ids of ${cluster} begin with ${digits}: ${listed(found)}. Write more digits.`,
      EXIT.usage,
    );
  if (unasked === true)
    throw new ProblemAnswer(
      `With --yes write the whole id (${only})${named === true ? '' : ', or `latest`'}. Nothing was done.`,
      EXIT.usage,
    );
  return only;
}

async function latestOf({ what, cluster, page }: Ids): Promise<number> {
  let cursor: string | null = null;
  for (let looks = 0; looks < MOST / 100; looks += 1) {
    const { items, next } = await page({ limit: 1, ...(cursor !== null && { cursor }) });
    const [newest] = items;
    if (newest !== undefined) return newest;
    if (next === null) break;
    cursor = next;
  }
  throw new ProblemAnswer(`Cluster ${cluster} has no ${what}.`, EXIT.notFound);
}

async function beginningWith(digits: string, { page }: Ids): Promise<number[]> {
  const pages = await readPages(MOST, page);
  return pages.flatMap(({ items }) => items).filter((number) => beginsWith(number, digits));
}

function beginsWith(number: number, digits: string): boolean {
  const longer = Math.floor(Math.log10(number)) + 1 - digits.length;
  return longer >= 0 && Math.floor(number / 10 ** longer) === Number(digits);
}

function listed(ids: readonly number[]): string {
  const rest = ids.length - SHOWN;
  return ids.slice(0, SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** What `latest` means for a verb: the newest backup whatever became of it, or the newest one that is good for something. */
export type Wanted = 'backup' | 'complete set';

export function backupIds(api: HoldfastClient, cluster: string, what: Wanted): Ids {
  return {
    cluster,
    what,
    has: (id) => exists(api.call('backup.show', { params: { cluster, id } })),
    page: async (page) => {
      // What some digits stand for may be in any state.
      const state = what === 'complete set' && page.limit === 1 ? 'complete' : undefined;
      const { items, next } = await api.call('backup.list', {
        params: { cluster },
        query: { ...page, state },
      });
      return { items: items.map(({ backupId }) => backupId), next };
    },
  };
}

export function restoreIds(api: HoldfastClient, cluster: string): Ids {
  return {
    cluster,
    what: 'restore',
    has: (id) => exists(api.call('restore.show', { params: { cluster, id } })),
    page: async (query) => {
      const { items, next } = await api.call('restore.list', { params: { cluster }, query });
      return { items: items.flatMap(({ restoreId }) => restoreId ?? []), next };
    },
  };
}

async function exists(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    const kind = error instanceof ProblemAnswer ? error.details.kind : null;
    if (kind === 'unknown-backup' || kind === 'unknown-restore') return false;
    throw error;
  }
}
