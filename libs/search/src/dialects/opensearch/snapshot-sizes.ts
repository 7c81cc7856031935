import { z } from 'zod';
import type { CallOptions } from '#http';
import { storeAnswerOf } from '../../engine/answer.ts';
import { MASTER_TIMEOUT } from '../../engine/master-timeout.ts';
import type { Asker } from '../../engine/asker.ts';
import type { SnapshotInfo } from '../../engine/shapes.ts';

const size = z.looseObject({ stats: z.looseObject({ total: z.looseObject({ size_in_bytes: z.number() }) }) });
const SIZES = z.looseObject({
  snapshots: z.array(z.looseObject({ snapshot: z.string(), indices: z.record(z.string(), size).optional() })),
});

type Sizes = Map<string, Record<string, { size_in_bytes: number }>>;

/**
 * By `_status`, which reads the file list of every shard. A snapshot with a lost or damaged list is then left without
 * sizes, and must not take them from the others.
 */
export async function withSizes(
  connection: Asker,
  { repository, snapshots }: { repository: string; snapshots: readonly SnapshotInfo[] },
  call?: CallOptions,
): Promise<SnapshotInfo[]> {
  const ended = snapshots.filter(({ state, indices = [] }) => state !== 'IN_PROGRESS' && indices.length > 0);
  const names = ended.map(({ snapshot }) => snapshot);
  if (names.length === 0) return [...snapshots];
  const sizes = (await read(connection, repository, names, call)) ?? new Map<string, never>();
  if (sizes.size === 0 && names.length > 1)
    for (const name of names)
      for (const [key, value] of (await read(connection, repository, [name], call)) ?? [])
        sizes.set(key, value);
  return snapshots.map((snapshot) => {
    const details = sizes.get(snapshot.snapshot);
    return details === undefined ? snapshot : { ...snapshot, index_details: details };
  });
}

/** Null where the engine answers that it cannot. */
function read(
  connection: Asker,
  repository: string,
  names: readonly string[],
  call?: CallOptions,
): Promise<Sizes | null> {
  const action = { doing: `measure the snapshots in repository "${repository}"`, repository };
  return connection.ask(action, call, async (engine) => {
    try {
      const { snapshots } = await engine.request(SIZES, {
        ...{ method: 'GET', path: ['_snapshot', repository, names, '_status'] },
        query: {
          ignore_unavailable: true,
          filter_path: ['snapshots.snapshot', 'snapshots.indices.*.stats.total.size_in_bytes'],
          master_timeout: MASTER_TIMEOUT,
        },
      });
      return new Map(
        snapshots.map(({ snapshot, indices = {} }) => [
          snapshot,
          Object.fromEntries(Object.entries(indices).map(([index, { stats }]) => [index, stats.total])),
        ]),
      );
    } catch (error) {
      if (storeAnswerOf(error) !== null) return null;
      throw error;
    }
  });
}
