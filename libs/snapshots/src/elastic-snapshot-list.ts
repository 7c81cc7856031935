import type { estypes } from '@elastic/elasticsearch';
import type { ElasticConnection } from './elastic-connection.ts';
import { storeAnswerOf } from './elastic-failure.ts';
import { detailsOf } from './snapshot-observation.ts';
import type { SnapshotCall, SnapshotEntry } from './snapshot-store.port.ts';

const PAGE = 500;

/** Reads page by page: a repository of years holds more snapshots than one answer should. */
export async function listSnapshots(
  connection: ElasticConnection,
  { repository, pattern }: { repository: string; pattern: string },
  call?: SnapshotCall,
): Promise<SnapshotEntry[]> {
  const found = new Map<string, SnapshotEntry>();
  let after: string | undefined;
  do {
    const page = await readPage(
      connection,
      { repository, snapshot: pattern, ...(after !== undefined && { after }) },
      call,
    );
    for (const snapshot of page.snapshots ?? []) {
      const entry = {
        snapshot: snapshot.snapshot,
        state: snapshot.state ?? 'UNKNOWN',
        ...detailsOf(snapshot),
      };
      found.set(`${snapshot.snapshot}/${snapshot.uuid}`, entry);
    }
    after = page.next;
  } while (after !== undefined);
  return [...found.values()];
}

function readPage(
  connection: ElasticConnection,
  request: { repository: string; snapshot: string; after?: string },
  call?: SnapshotCall,
): Promise<Pick<estypes.SnapshotGetResponse, 'snapshots' | 'next'>> {
  const action = {
    doing: `list the snapshots in repository "${request.repository}"`,
    repository: request.repository,
  };
  return connection.ask(action, call, async (client, parameters) => {
    try {
      // One unreadable snapshot must not hide all others.
      const page = {
        ...request,
        verbose: true,
        ignore_unavailable: true,
        size: PAGE,
        sort: 'start_time' as const,
      };
      return await client.snapshot.get(page, parameters);
    } catch (error) {
      if (storeAnswerOf(error)?.type === 'snapshot_missing_exception') return { snapshots: [] };
      throw error;
    }
  });
}
