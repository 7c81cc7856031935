import type { CallOptions } from '#http';
import { otherwise } from '../../engine/answer.ts';
import { OddAnswer } from '../../engine/odd-answer.ts';
import type { Asker } from '../../engine/asker.ts';
import { SNAPSHOTS, type SnapshotInfo } from '../../engine/shapes.ts';
import { byPieces } from '../../url-pieces.ts';
import type { SnapshotQuery } from '../dialect.ts';

const PAGE = 500;
/** A store that always names another page must not keep us reading. */
export const MAX_PAGES = 200;

/** Reads page by page: a repository of years holds more snapshots than one answer should. */
export function findByPages(
  connection: Asker,
  query: SnapshotQuery,
  call?: CallOptions,
): Promise<SnapshotInfo[]> {
  return byPieces(query.patterns, async (patterns) => {
    const found: SnapshotInfo[] = [];
    let after: string | undefined;
    for (let pages = 1; ; pages += 1) {
      const page = await readPage(connection, { ...query, patterns, after, pages }, call);
      for (const snapshot of page.snapshots) found.push(snapshot);
      after = page.next;
      if (after === undefined) return found;
    }
  });
}

function readPage(
  connection: Asker,
  query: SnapshotQuery & { after: string | undefined; pages: number },
  call?: CallOptions,
): Promise<{ snapshots: SnapshotInfo[]; next?: string | undefined }> {
  const { repository, patterns, sizes, after, pages } = query;
  const action = { doing: `list the snapshots in repository "${repository}"`, repository };
  return connection.ask(action, call, (engine) => {
    if (pages > MAX_PAGES)
      throw new OddAnswer(
        `its list has more than ${MAX_PAGES * PAGE} snapshots, or no end. Delete old snapshots, or check what answers at its address.`,
        true,
      );
    const page = {
      after,
      verbose: true,
      // It reads no more for that, but its answer is longer.
      ...(sizes && { index_details: true }),
      // One unreadable snapshot must not hide all others.
      ignore_unavailable: true,
      size: PAGE,
      sort: 'start_time',
    };
    return engine
      .request(SNAPSHOTS, { method: 'GET', path: ['_snapshot', repository, patterns], query: page })
      .catch(otherwise('snapshot_missing_exception', () => ({ snapshots: [] })));
  });
}
