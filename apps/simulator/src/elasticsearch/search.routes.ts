import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import type { StoredIndex } from './elasticsearch.state.ts';
import { chooseIndices, openOnly } from './index-selection.ts';

const importPosition = /^(operate|tasklist)-import-position-/;
/** What the web applications read of it; the exporter writes one index per value type. */
const importedTypes = ['process-instance', 'job', 'variable', 'process'];

interface Sums {
  readonly indices?: { readonly terms?: { readonly size?: number } };
}
/** What a real engine takes where none is given. */
const usualBuckets = 10;

const valueTypeOf = (index: string): string | undefined => /^.+-record_([^_]+)_/.exec(index)?.[1];

/**
 * Only what tells how far records were exported and imported: the sums over record indices, and the documents of the
 * import position indices. Any other search finds nothing.
 */
function search(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openOnly });
  if (!Array.isArray(indices)) return indices;
  const hits = indices.flatMap((index) => importPositions(elasticsearch, index));
  const shards = indices.reduce((sum, index) => sum + index.shards, 0);
  const asked = askedBuckets(call.body);
  return json(
    {
      took: 1,
      timed_out: false,
      _shards: { total: shards, successful: shards, skipped: 0, failed: 0 },
      hits: { total: { value: hits.length, relation: 'eq' }, max_score: 1, hits },
      ...(asked !== null && {
        aggregations: { indices: { buckets: exported(elasticsearch, indices).slice(0, asked) } },
      }),
    },
    plainType,
  );
}

/** How many indices the sums are asked for; null for a search without sums. A real engine gives those with the most documents. */
function askedBuckets(body: string): number | null {
  const { aggs, aggregations = aggs } =
    body === '' ? {} : (JSON.parse(body) as Record<string, Sums | undefined>);
  return aggregations === undefined ? null : (aggregations.indices?.terms?.size ?? usualBuckets);
}

function importPositions({ cluster }: ElasticsearchComponent, { name }: StoredIndex): unknown[] {
  const app = importPosition.exec(name)?.[1] as 'operate' | 'tasklist' | undefined;
  if (app === undefined) return [];
  const lag = cluster.state.settings[app].importLag;
  // From 8.8 on only the importer of a migration, which is behind, writes positions.
  if (cluster.config.components.includes('webapps') && lag === 0) return [];
  return cluster.state.zeebe.partitions.flatMap(({ partitionId, exportedPosition }) =>
    importedTypes.map((aliasName) => {
      const id = `${partitionId}-${aliasName}`;
      const position = Math.max(0, exportedPosition - lag);
      return { _index: name, _id: id, _score: 1, _source: { id, aliasName, partitionId, position } };
    }),
  );
}

function exported({ cluster }: ElasticsearchComponent, indices: readonly StoredIndex[]): unknown[] {
  const partitions = cluster.state.zeebe.partitions.map(({ partitionId, exportedPosition }) => ({
    key: partitionId,
    doc_count: 1,
    last: { value: exportedPosition },
  }));
  return indices
    .filter(({ name }) => valueTypeOf(name) !== undefined)
    .sort((one, other) => other.docs - one.docs)
    .map(({ name, docs }) => ({ key: name, doc_count: docs, partitions: { buckets: partitions } }));
}

export const searchRoutes = (elasticsearch: ElasticsearchComponent): Route[] =>
  (['GET', 'POST'] as const).map((method) => ({
    method,
    path: '/:names/_search',
    handle: (call, given) => search(elasticsearch, call, given),
  }));
