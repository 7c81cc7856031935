import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import type { Engine } from './asker.ts';
import type { SearchConnection } from './search-connection.ts';
import { SNAPSHOTS, type SnapshotInfo } from './shapes.ts';

export interface OneSnapshot {
  repository: string;
  snapshot: string;
}

/**
 * Reads the description of one snapshot within a call; its sizes are there as far as the engine tells them with it.
 * @throws EngineError, also where it does not exist
 */
export async function readOne(
  { dialect }: SearchConnection,
  engine: Engine,
  { repository, snapshot }: OneSnapshot,
): Promise<SnapshotInfo | null> {
  const { snapshots } = await engine.request(SNAPSHOTS, {
    ...{ method: 'GET', path: ['_snapshot', repository, snapshot] },
    query: { ...dialect.describing, master_timeout: MASTER_TIMEOUT },
  });
  return snapshots.find((each) => each.snapshot === snapshot) ?? null;
}

/** The same with its sizes. */
export async function measured(
  connection: SearchConnection,
  repository: string,
  { found, call }: { found: SnapshotInfo; call: CallOptions | undefined },
): Promise<SnapshotInfo> {
  const [whole = found] = await connection.dialect.withSizes(
    connection,
    { repository, snapshots: [found] },
    call,
  );
  return whole;
}
