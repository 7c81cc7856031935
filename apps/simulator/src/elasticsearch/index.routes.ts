import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import { catAnswer, catSize } from './cat.answers.ts';
import type { CatRow } from './cat.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError } from './elasticsearch.errors.ts';
import type { StoredIndex } from './elasticsearch.state.ts';
import { aliasesOf, aliasViews } from './index-aliases.ts';
import { blockError } from './cluster-settings.ts';
import { nested, settingsOf } from './index-settings.ts';
import { chooseIndices, ignoresMissing, openAndClosed, openOnly } from './index-selection.ts';
import { fits, splitNames } from './patterns.ts';
import { healthOf, primariesOf } from './recovery.view.ts';

/** Counts and sizes exist for an open index with a shard in use. */
function row(index: StoredIndex, call: Call, now: number): CatRow {
  const { name, uuid, open, shards, docs, bytes } = index;
  const ready = open && primariesOf(index, now).some(({ state }) => state === 'STARTED');
  const size = ready ? catSize(bytes, call) : null;
  return {
    health: healthOf(index, now),
    status: open ? 'open' : 'close',
    index: name,
    uuid,
    pri: String(shards),
    rep: '0',
    'docs.count': ready ? String(docs) : null,
    'docs.deleted': ready ? '0' : null,
    'store.size': size,
    'pri.store.size': size,
    'dataset.size': size,
  };
}

function cat(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openAndClosed });
  if (!Array.isArray(indices)) return indices;
  const now = elasticsearch.cluster.now();
  return catAnswer(
    call,
    indices.map((index) => row(index, call, now)),
  );
}

function get(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openOnly });
  if (!Array.isArray(indices)) return indices;
  const entries = indices.map((stored) => {
    const { name } = stored;
    const index = nested(settingsOf(stored));
    const aliases = Object.fromEntries(aliasesOf(stored).map((alias) => [alias, {}]));
    return [name, { aliases, mappings: {}, settings: { index } }];
  });
  return json(Object.fromEntries(entries), plainType);
}

/** Here an alias is an alias: it stands for none of its indices. */
function resolve(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const wanted = splitNames(parameters.names ?? '*');
  const all = aliasViews(elasticsearch.cluster.state.elasticsearch.indices);
  const aliases = all.filter(({ name }) => wanted.some((pattern) => fits(pattern, name)));
  const names = wanted.filter((name) => !all.some((alias) => alias.name === name));
  const scope = { wildcards: ['open'] as const, aliases: false };
  const indices =
    names.length === 0 ? [] : chooseIndices(elasticsearch, call, { names: names.join(','), scope });
  if (!Array.isArray(indices)) return indices;
  const views = indices
    .map((index) => ({
      name: index.name,
      ...(aliasesOf(index).length === 0 ? {} : { aliases: aliasesOf(index) }),
      attributes: [...(index.hidden === true ? ['hidden'] : []), index.open ? 'open' : 'closed'],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const streams = (elasticsearch.cluster.state.elasticsearch.dataStreams ?? [])
    .filter((name) => wanted.some((pattern) => fits(pattern, name)))
    .map((name) => ({ name, backing_indices: [`.ds-${name}-000001`], timestamp_field: '@timestamp' }));
  return json({ indices: views, aliases, data_streams: streams }, plainType);
}

function count(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openOnly });
  if (!Array.isArray(indices)) return indices;
  const shards = indices.reduce((sum, index) => sum + index.shards, 0);
  const docs = indices.reduce((sum, index) => sum + index.docs, 0);
  return json(
    { count: docs, _shards: { total: shards, successful: shards, skipped: 0, failed: 0 } },
    plainType,
  );
}

const statsOf = (indices: readonly StoredIndex[]) => {
  const bytes = indices.reduce((sum, index) => sum + index.bytes, 0);
  const docs = {
    count: indices.reduce((sum, index) => sum + index.docs, 0),
    deleted: 0,
    total_size_in_bytes: bytes,
  };
  const store = { size_in_bytes: bytes, total_data_set_size_in_bytes: bytes, reserved_in_bytes: 0 };
  return { primaries: { docs, store }, total: { docs, store } };
};

/** A closed index is an error when it is named, unless what is missing does not matter. */
function stats(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openOnly });
  if (!Array.isArray(indices)) return indices;
  const closed = indices.find(({ open }) => !open);
  if (closed !== undefined && !ignoresMissing(call)) {
    const { uuid, name } = closed;
    const error = { type: 'index_closed_exception', reason: 'closed', index_uuid: uuid, index: name };
    return elasticError(400, error);
  }
  const locked = blockError(indices, ['metadata']);
  if (locked !== undefined) return locked;
  const now = elasticsearch.cluster.now();
  const open = indices.filter((index) => index.open);
  const total = open.reduce((sum, index) => sum + index.shards, 0);
  const ready = open.filter((index) => primariesOf(index, now).some(({ state }) => state === 'STARTED'));
  const views = ready.map((index) => [
    index.name,
    { uuid: index.uuid, health: healthOf(index, now), status: 'open', ...statsOf([index]) },
  ]);
  return json(
    {
      _shards: { total, successful: total, failed: 0 },
      _all: statsOf(ready),
      indices: Object.fromEntries(views) as object,
    },
    plainType,
  );
}

export function indexRoutes(elasticsearch: ElasticsearchComponent): Route[] {
  const reading = (
    path: string,
    answer: (elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters) => Answer,
  ): Route => ({ method: 'GET', path, handle: (call, given) => answer(elasticsearch, call, given) });
  return [
    reading('/_cat/indices', cat),
    reading('/_cat/indices/:names', cat),
    reading('/_resolve/index/:names', resolve),
    reading('/_count', count),
    reading('/:names/_count', count),
    { ...reading('/:names/_count', count), method: 'POST' },
    reading('/:names/_stats', stats),
    reading('/:names/_stats/:metrics', stats),
    reading('/:names', get),
  ];
}
