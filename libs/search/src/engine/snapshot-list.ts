import { LIST_BOUNDS, type CallOptions } from '#http';
import type { SnapshotQuery } from '../dialects/dialect.ts';
import type { SnapshotEntry, SnapshotName } from '../ports/snapshot-store.port.ts';
import { detailsOf } from '../snapshot-observation.ts';
import { unlessMissing } from './answer.ts';
import { asObject, asText } from './fields.ts';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import type { SearchConnection } from './search-connection.ts';
import { NAMES, oddForm, type SnapshotInfo } from './shapes.ts';

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

/** Every snapshot of a repository, from its index alone. */
export function listNames(
  connection: SearchConnection,
  repository: string,
  call?: CallOptions,
): Promise<SnapshotName[]> {
  const action = { doing: `list the names of the snapshots in repository "${repository}"`, repository };
  const { title, namesOnly } = connection.dialect;
  return connection.ask(action, call, async (engine) => {
    const { snapshots } = await engine
      .request(NAMES, {
        ...{ method: 'GET', path: ['_snapshot', repository, '*'] },
        query: {
          // Not verbose, no snapshot is opened.
          verbose: false,
          ...namesOnly,
          master_timeout: MASTER_TIMEOUT,
          filter_path: ['snapshots.snapshot', 'snapshots.uuid', 'snapshots.state'],
        },
        bounds: LIST_BOUNDS,
      })
      // OpenSearch says so of a repository without any.
      .catch(unlessMissing(() => ({ snapshots: [] })));
    return (snapshots ?? []).map((entry, index) => nameOf(entry, index, title));
  });
}

/** By hand: a schema would make a copy of each of what may be hundreds of thousands. */
function nameOf(entry: unknown, index: number, title: string): SnapshotName {
  const { snapshot, uuid, state } = asObject(entry) ?? {};
  if (typeof snapshot !== 'string') throw oddForm(`snapshots.${index}`, title);
  return { snapshot, uuid: asText(uuid) ?? '', state: asText(state) ?? 'UNKNOWN' };
}

function entryOf(snapshot: SnapshotInfo): SnapshotEntry {
  return { snapshot: snapshot.snapshot, state: snapshot.state ?? 'UNKNOWN', ...detailsOf(snapshot) };
}
