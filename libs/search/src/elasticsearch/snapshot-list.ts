import { LIST_BOUNDS, type CallOptions } from '#http';
import type { estypes } from '@elastic/elasticsearch';
import { MASTER_TIMEOUT, type ElasticConnection } from './connection.ts';
import { storeAnswerOf } from './answer.ts';
import { OddAnswer } from './connections.ts';
import { asObject, asText } from './fields.ts';
import { NAMES, oddForm, shaped, SNAPSHOTS } from './shapes.ts';
import { detailsOf } from '../snapshot-observation.ts';
import type { SnapshotEntry, SnapshotName } from '../ports/snapshot-store.port.ts';
import { byPieces } from '../url-pieces.ts';

const PAGE = 500;
/** A store that always names another page must not keep us reading. */
export const MAX_PAGES = 200;

export interface SnapshotQuery {
  repository: string;
  patterns: readonly string[];
  /** Whether to tell how large they are; the store reads no more for that, but its answer is longer. */
  sizes: boolean;
}

/** Reads page by page: a repository of years holds more snapshots than one answer should. */
export async function listSnapshots(
  connection: ElasticConnection,
  query: SnapshotQuery,
  call?: CallOptions,
): Promise<SnapshotEntry[]> {
  const listed = await byPieces(query.patterns, async (patterns) => {
    const entries: SnapshotEntry[] = [];
    let after: string | undefined;
    for (let pages = 1; ; pages += 1) {
      const page = await readPage(connection, { ...query, patterns, after, pages }, call);
      for (const snapshot of page.snapshots ?? []) entries.push(entryOf(snapshot));
      after = page.next;
      if (after === undefined) return entries;
    }
  });
  const found = new Map(listed.map((entry) => [`${entry.snapshot}/${entry.uuid ?? ''}`, entry]));
  return [...found.values()].sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
}

/** Every snapshot of a repository, from its index alone. */
export function listNames(
  connection: ElasticConnection,
  repository: string,
  call?: CallOptions,
): Promise<SnapshotName[]> {
  const action = { doing: `list the names of the snapshots in repository "${repository}"`, repository };
  return connection.ask(action, call, async (client, parameters) => {
    const request = {
      repository,
      snapshot: '*',
      // Not verbose, no snapshot is opened; names of indices would make the answer ten times as long.
      verbose: false,
      index_names: false,
      master_timeout: MASTER_TIMEOUT,
      filter_path: ['snapshots.snapshot', 'snapshots.uuid', 'snapshots.state'],
    };
    const context = { ...parameters.context, bounds: LIST_BOUNDS };
    const { snapshots } = shaped(NAMES, await client.snapshot.get(request, { ...parameters, context }));
    return (snapshots ?? []).map(nameOf);
  });
}

/** By hand: a schema would make a copy of each of what may be hundreds of thousands. */
function nameOf(entry: unknown, index: number): SnapshotName {
  const { snapshot, uuid, state } = asObject(entry) ?? {};
  if (typeof snapshot !== 'string') throw oddForm(`snapshots.${index}`);
  return { snapshot, uuid: asText(uuid) ?? '', state: asText(state) ?? 'UNKNOWN' };
}

function entryOf(snapshot: estypes.SnapshotSnapshotInfo): SnapshotEntry {
  return { snapshot: snapshot.snapshot, state: snapshot.state ?? 'UNKNOWN', ...detailsOf(snapshot) };
}

function readPage(
  connection: ElasticConnection,
  query: SnapshotQuery & { after: string | undefined; pages: number },
  call?: CallOptions,
): Promise<Pick<estypes.SnapshotGetResponse, 'snapshots' | 'next'>> {
  const { repository, patterns, sizes, after, pages } = query;
  const action = { doing: `list the snapshots in repository "${repository}"`, repository };
  return connection.ask(action, call, async (client, parameters) => {
    if (pages > MAX_PAGES)
      throw new OddAnswer(
        `its list has more than ${MAX_PAGES * PAGE} snapshots, or no end. Delete old snapshots, or check what answers at its address.`,
        true,
      );
    try {
      const page = {
        repository,
        snapshot: [...patterns],
        ...(after !== undefined && { after }),
        verbose: true,
        ...(sizes && { index_details: true }),
        // One unreadable snapshot must not hide all others.
        ignore_unavailable: true,
        size: PAGE,
        sort: 'start_time' as const,
      };
      return shaped(SNAPSHOTS, await client.snapshot.get(page, parameters));
    } catch (error) {
      if (storeAnswerOf(error)?.type === 'snapshot_missing_exception') return { snapshots: [] };
      throw error;
    }
  });
}
