import type { CallOptions } from '#http';
import { otherwise } from '../../engine/answer.ts';
import { MASTER_TIMEOUT } from '../../engine/master-timeout.ts';
import type { Asker } from '../../engine/asker.ts';
import { SNAPSHOTS, type SnapshotInfo } from '../../engine/shapes.ts';
import { listNames } from '../../engine/snapshot-names.ts';
import { byPieces } from '../../url-pieces.ts';
import type { SnapshotQuery } from '../dialect.ts';
import { withSizes } from './snapshot-sizes.ts';

/**
 * OpenSearch has no pages, and one answer about all snapshots of years would be too long. So their names come first, which
 * the repository keeps in one file, and then a few snapshots at a time.
 */
export async function findByNames(
  connection: Asker,
  { repository, patterns, sizes }: SnapshotQuery,
  call?: CallOptions,
): Promise<SnapshotInfo[]> {
  const names = await namesOf(connection, { repository, patterns }, call);
  return byPieces(names, async (piece) => {
    const snapshots = await describe(connection, repository, piece, call);
    return sizes ? withSizes(connection, { repository, snapshots }, call) : snapshots;
  });
}

/** Exact names are asked for as they are. */
async function namesOf(
  connection: Asker,
  { repository, patterns }: Pick<SnapshotQuery, 'repository' | 'patterns'>,
  call?: CallOptions,
): Promise<string[]> {
  if (!patterns.some((pattern) => pattern.includes('*'))) return [...new Set(patterns)];
  const wanted = new RegExp(`^(?:${patterns.map(expressionOf).join('|')})$`);
  const dialect = { title: 'OpenSearch', namesOnly: {} } as const;
  const names = await listNames(connection, { repository, dialect }, call);
  return names.map(({ snapshot }) => snapshot).filter((name) => wanted.test(name));
}

/** A run of stars means what one does, and would make the expression slow. */
const expressionOf = (pattern: string): string =>
  pattern
    .split(/\*+/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');

function describe(
  connection: Asker,
  repository: string,
  names: readonly string[],
  call?: CallOptions,
): Promise<SnapshotInfo[]> {
  const action = { doing: `list the snapshots in repository "${repository}"`, repository };
  return connection.ask(action, call, async (engine) => {
    const { snapshots } = await engine
      .request(SNAPSHOTS, {
        ...{ method: 'GET', path: ['_snapshot', repository, names] },
        // One unreadable snapshot must not hide all others.
        query: { ignore_unavailable: true, master_timeout: MASTER_TIMEOUT },
      })
      .catch(otherwise('snapshot_missing_exception', () => ({ snapshots: [] })));
    return snapshots;
  });
}
