import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import { catAnswer, catSize } from './cat.answers.ts';
import type { CatRow } from './cat.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { indexMissing, invalidIndexName } from './elasticsearch.errors.ts';
import type { StoredIndex } from './elasticsearch.state.ts';
import { aliasOf, aliasViews } from './index-aliases.ts';
import { select, splitNames } from './patterns.ts';

/** The indices that are named, or the error for the first that is missing. */
export function chooseIndices(
  { cluster }: ElasticsearchComponent,
  call: Call,
  names = '*',
): StoredIndex[] | Answer {
  const wanted = splitNames(names);
  const reserved = wanted.find((name) => name.startsWith('_') && name !== '_all');
  if (reserved !== undefined) return invalidIndexName(reserved);
  const { items, missing } = select(cluster.state.elasticsearch.indices, wanted);
  const [first] = missing;
  return first === undefined || call.query.get('ignore_unavailable') === 'true' ? items : indexMissing(first);
}

const row = ({ name, uuid, open, shards, docs, bytes }: StoredIndex, call: Call): CatRow => ({
  health: 'green',
  status: open ? 'open' : 'close',
  index: name,
  uuid,
  pri: String(shards),
  rep: '0',
  'docs.count': String(docs),
  'docs.deleted': '0',
  'store.size': catSize(bytes, call),
  'pri.store.size': catSize(bytes, call),
  'dataset.size': catSize(bytes, call),
});

function cat(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, parameters.names);
  return Array.isArray(indices)
    ? catAnswer(
        call,
        indices.map((index) => row(index, call)),
      )
    : indices;
}

function get(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, parameters.names);
  if (!Array.isArray(indices)) return indices;
  const entries = indices.map(({ name, uuid, shards }) => {
    const index = { number_of_shards: String(shards), number_of_replicas: '0', uuid, provided_name: name };
    const alias = aliasOf({ name });
    return [name, { aliases: alias === undefined ? {} : { [alias]: {} }, mappings: {}, settings: { index } }];
  });
  return json(Object.fromEntries(entries), plainType);
}

function resolve(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, parameters.names);
  if (!Array.isArray(indices)) return indices;
  const views = indices
    .map(({ name, open }) => {
      const alias = aliasOf({ name });
      return {
        name,
        ...(alias === undefined ? {} : { aliases: [alias] }),
        attributes: [open ? 'open' : 'closed'],
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return json({ indices: views, aliases: aliasViews(indices), data_streams: [] }, plainType);
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
