import type { ImportedPosition, TypedPosition } from '#domain';
import type { CallOptions } from '#http';
import { ElasticConnection, type ElasticSnapshotStoreOptions } from './elasticsearch/connection.ts';
import { storeAnswerOf } from './elasticsearch/answer.ts';
import { EXPORTED, IMPORTED, shaped } from './elasticsearch/shapes.ts';
import { requireIndexPatterns } from './snapshot-guards.ts';

interface Bucket {
  key: string | number;
  partitions?: { buckets: { key: number; last: { value: number | null } }[] };
}

/** More partitions, indices or importer documents than this are not looked at. */
const LIMIT = 1_000;

/**
 * How far the records of a cluster were exported and imported, from Elasticsearch itself: the exporter's indices, and
 * the index in which Operate and Tasklist (8.1 to 8.7) note what they have read.
 */
export class RecordPositions {
  private readonly connection: ElasticConnection;

  /** Opens no connection. @throws TypeError when the url is not an http(s) URL */
  constructor(options: ElasticSnapshotStoreOptions) {
    this.connection = new ElasticConnection(options);
  }

  /**
   * The last exported position of each partition and value type (the part of `<prefix>_<value type>_<version>_<date>`).
   * @throws StepFailure as the snapshot store does
   */
  async exported(indexPrefix: string, call?: CallOptions): Promise<TypedPosition[]> {
    const pattern = `${indexPrefix}_*`;
    requireIndexPatterns([pattern]);
    const buckets = await this.connection.ask(
      { doing: `read positions of "${pattern}"` },
      call,
      async (client, parameters) => {
        const last = { max: { field: 'position' } };
        const partitions = { terms: { field: 'partitionId', size: LIMIT }, aggs: { last } };
        const aggs = { indices: { terms: { field: '_index', size: LIMIT }, aggs: { partitions } } };
        const answer = await client.search({ index: pattern, size: 0, aggs }, parameters);
        const { aggregations } = shaped(EXPORTED, answer);
        return (aggregations?.['indices'] as { buckets?: Bucket[] } | undefined)?.buckets ?? [];
      },
    );
    return newest(
      buckets.flatMap((index) =>
        (index.partitions?.buckets ?? []).map(({ key, last }) => ({
          partitionId: key,
          valueType:
            String(index.key)
              .slice(indexPrefix.length + 1)
              .split('_')[0] ?? '',
          position: last.value ?? 0,
        })),
      ),
    );
  }

  /**
   * What a web application has read. Null where its index is not in this Elasticsearch, as on 8.8 and later.
   * @param appPrefix its own index prefix, by default `operate` or `tasklist`
   * @throws StepFailure as the snapshot store does
   */
  async imported(appPrefix: string, call?: CallOptions): Promise<ImportedPosition[] | null> {
    const pattern = `${appPrefix}-import-position-*`;
    const action = { doing: `read "${pattern}"` };
    return this.connection.ask(action, call, async (client, parameters) => {
      try {
        const answer = await client.search<Record<string, unknown>>(
          { index: pattern, size: LIMIT, allow_no_indices: true },
          parameters,
        );
        const { hits, _shards } = shaped(IMPORTED, answer);
        if (_shards.total === 0) return null;
        return newest(hits.hits.map(({ _source: source }) => positionOf(source ?? {})));
      } catch (error) {
        if (storeAnswerOf(error)?.type === 'index_not_found_exception') return null;
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

function positionOf(source: Record<string, unknown>): ImportedPosition {
  return {
    partitionId: Number(source['partitionId']),
    valueType: String(source['aliasName']),
    position: Number(source['position']),
    completed: source['completed'] === true,
  };
}

/** The exporter begins a new index every day, so a type has several. */
function newest<Position extends TypedPosition>(positions: readonly Position[]): Position[] {
  const byKey = new Map<string, Position>();
  for (const each of positions) {
    const key = `${each.partitionId} ${each.valueType}`;
    if ((byKey.get(key)?.position ?? -1) < each.position) byKey.set(key, each);
  }
  return [...byKey.values()];
}
