import { LIST_BOUNDS, type CallOptions } from '#http';
import type { Dialect } from '../dialects/dialect.ts';
import type { SnapshotName } from '../ports/snapshot-store.port.ts';
import { unlessMissing } from './answer.ts';
import type { Asker } from './asker.ts';
import { asObject, asText } from './fields.ts';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import { NAMES, oddForm } from './shapes.ts';

type Words = Pick<Dialect, 'title' | 'namesOnly'>;

/** Every snapshot of a repository, from its index alone. */
export function listNames(
  connection: Asker,
  { repository, dialect }: { repository: string; dialect: Words },
  call?: CallOptions,
): Promise<SnapshotName[]> {
  const action = { doing: `list the names of the snapshots in repository "${repository}"`, repository };
  return connection.ask(action, call, async (engine) => {
    const { snapshots } = await engine
      .request(NAMES, {
        ...{ method: 'GET', path: ['_snapshot', repository, '*'] },
        query: {
          // Not verbose, no snapshot is opened.
          verbose: false,
          ...dialect.namesOnly,
          master_timeout: MASTER_TIMEOUT,
          filter_path: ['snapshots.snapshot', 'snapshots.uuid', 'snapshots.state', 'failures'],
        },
        bounds: LIST_BOUNDS,
      })
      // OpenSearch says so of a repository without any.
      .catch(unlessMissing(() => ({ snapshots: [] })));
    return (snapshots ?? []).map((entry, index) => nameOf(entry, index, dialect.title));
  });
}

/** By hand: a schema would make a copy of each of what may be hundreds of thousands. */
function nameOf(entry: unknown, index: number, title: string): SnapshotName {
  const { snapshot, uuid, state } = asObject(entry) ?? {};
  if (typeof snapshot !== 'string') throw oddForm(`snapshots.${index}`, title);
  return { snapshot, uuid: asText(uuid) ?? '', state: asText(state) ?? 'UNKNOWN' };
}
