import type { ImportedPosition, TypedPosition } from '#domain';
import type { CallOptions } from '#http';
import { otherwise } from './engine/answer.ts';
import { SearchConnection, type SearchOptions } from './engine/search-connection.ts';
import { EXPORTED, IMPORTED } from './engine/shapes.ts';
import { requireIndexPatterns } from './snapshot-guards.ts';

/** More partitions, indices or importer documents than this are not looked at. */
const LIMIT = 1_000;

/**
 * How far the records of a cluster were exported and imported, from the search engine itself: the exporter's indices, and
 * the index in which Operate and Tasklist (8.1 to 8.7) note what they have read.
 */
export class RecordPositions {
  private readonly connection: SearchConnection;

  /** Opens no connection. @throws TypeError when the url is not an http(s) URL */
  constructor(options: SearchOptions) {
    this.connection = new SearchConnection(options);
  }

  /**
   * The last exported position of each partition and value type (the part of `<prefix>_<value type>_<version>_<date>`).
   * @throws StepFailure as the snapshot store does
   */
  async exported(indexPrefix: string, call?: CallOptions): Promise<TypedPosition[]> {
    const pattern = `${indexPrefix}_*`;
    requireIndexPatterns([pattern]);
    const last = { max: { field: 'position' } };
    const partitions = { terms: { field: 'partitionId', size: LIMIT }, aggs: { last } };
    const aggs = { indices: { terms: { field: '_index', size: LIMIT }, aggs: { partitions } } };
    const { aggregations } = await this.connection.request(
      { doing: `read positions of "${pattern}"` },
      { method: 'POST', path: [pattern, '_search'], body: { size: 0, aggs }, shape: EXPORTED },
      call,
    );
    const buckets = aggregations?.indices.buckets ?? [];
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
   * What a web application has read. Null where its index is not in this engine, as on 8.8 and later.
   * @param appPrefix its own index prefix, by default `operate` or `tasklist`
   * @throws StepFailure as the snapshot store does
   */
  async imported(appPrefix: string, call?: CallOptions): Promise<ImportedPosition[] | null> {
    const pattern = `${appPrefix}-import-position-*`;
    const action = { doing: `read "${pattern}"` };
    return this.connection.ask(action, call, async (engine) => {
      const answer = await engine
        .request(IMPORTED, {
          ...{ method: 'POST', path: [pattern, '_search'] },
          query: { allow_no_indices: true },
          body: { size: LIMIT },
        })
        .catch(otherwise('index_not_found_exception', () => null));
      if (answer === null || answer._shards.total === 0) return null;
      return newest(answer.hits.hits.map(({ _source: source }) => positionOf(source ?? {})));
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
