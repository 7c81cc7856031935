import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { indexMissing } from './elasticsearch.errors.ts';
import type { StoredIndex } from './elasticsearch.state.ts';
import { select, splitNames } from './patterns.ts';

/** The indices that are named, or the error for the first that is missing. */
export function chooseIndices(
  { cluster }: ElasticsearchComponent,
  call: Call,
  names = '*',
): StoredIndex[] | Answer {
  const { items, missing } = select(cluster.state.elasticsearch.indices, splitNames(names));
  const [first] = missing;
  return first === undefined || call.query.get('ignore_unavailable') === 'true' ? items : indexMissing(first);
}

const row = ({ name, uuid, open, shards, docs, bytes }: StoredIndex): Record<string, string> => ({
  health: 'green',
  status: open ? 'open' : 'close',
  index: name,
  uuid,
  pri: String(shards),
  rep: '0',
  'docs.count': String(docs),
  'docs.deleted': '0',
  'store.size': String(bytes),
  'pri.store.size': String(bytes),
  'dataset.size': String(bytes),
});

/** `_cat` answers text, unless JSON is asked for; `h` chooses the columns. */
function cat(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, parameters.names);
  if (!Array.isArray(indices)) return indices;
  const columns = call.query.get('h')?.split(',');
  const rows = indices.map((index) => {
    const all = row(index);
    return columns === undefined
      ? all
      : Object.fromEntries(columns.map((column) => [column, all[column] ?? '']));
  });
  const wantsJson = call.query.get('format') === 'json' || (call.headers.accept ?? '').includes('json');
  if (wantsJson) return json(rows, plainType);
  const lines = rows.map((cells) => `${Object.values(cells).join(' ')}\n`).join('');
  return { status: 200, contentType: 'text/plain; charset=UTF-8', body: lines };
}

function get(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, parameters.names);
  if (!Array.isArray(indices)) return indices;
  const entries = indices.map(({ name, uuid, shards }) => {
    const index = { number_of_shards: String(shards), number_of_replicas: '0', uuid, provided_name: name };
    return [name, { aliases: {}, mappings: {}, settings: { index } }];
  });
  return json(Object.fromEntries(entries), plainType);
}

function resolve(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, parameters.names);
  if (!Array.isArray(indices)) return indices;
  const views = indices.map(({ name, open }) => ({ name, attributes: [open ? 'open' : 'closed'] }));
  return json({ indices: views, aliases: [], data_streams: [] }, plainType);
}

function count(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, parameters.names);
  if (!Array.isArray(indices)) return indices;
  const shards = indices.reduce((sum, index) => sum + index.shards, 0);
  const docs = indices.reduce((sum, index) => sum + index.docs, 0);
  return json(
    { count: docs, _shards: { total: shards, successful: shards, skipped: 0, failed: 0 } },
    plainType,
  );
}

export const indexRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  { method: 'GET', path: '/_cat/indices', handle: (call, given) => cat(elasticsearch, call, given) },
  { method: 'GET', path: '/_cat/indices/:names', handle: (call, given) => cat(elasticsearch, call, given) },
  {
    method: 'GET',
    path: '/_resolve/index/:names',
    handle: (call, given) => resolve(elasticsearch, call, given),
  },
  { method: 'GET', path: '/_count', handle: (call, given) => count(elasticsearch, call, given) },
  { method: 'GET', path: '/:names/_count', handle: (call, given) => count(elasticsearch, call, given) },
  { method: 'POST', path: '/:names/_count', handle: (call, given) => count(elasticsearch, call, given) },
  { method: 'GET', path: '/:names', handle: (call, given) => get(elasticsearch, call, given) },
];
