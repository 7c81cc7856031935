import type { CallOptions } from '#http';
import type { SnapshotQuery } from '../dialects/dialect.ts';
import type { SnapshotEntry } from '../ports/snapshot-store.port.ts';
import { detailsOf } from '../snapshot-observation.ts';
import type { SearchConnection } from './search-connection.ts';
import type { SnapshotInfo } from './shapes.ts';

/** The snapshots that match, oldest first, each once. */
export async function listSnapshots(
  connection: SearchConnection,
  query: SnapshotQuery,
  call?: CallOptions,
): Promise<SnapshotEntry[]> {
  const listed = await connection.dialect.find(connection, query, call);
  const entries = listed.map(entryOf);
  const found = new Map(entries.map((entry) => [`${entry.snapshot}/${entry.uuid ?? ''}`, entry]));
  return [...found.values()].sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
}

function entryOf(snapshot: SnapshotInfo): SnapshotEntry {
  return { snapshot: snapshot.snapshot, state: snapshot.state ?? 'UNKNOWN', ...detailsOf(snapshot) };
}
