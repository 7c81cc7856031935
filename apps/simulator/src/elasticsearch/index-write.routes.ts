import { z } from 'zod';
import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { badRequest, elasticError, parseError } from './elasticsearch.errors.ts';
import type { StoredIndex } from './elasticsearch.state.ts';
import { aliasesOf } from './index-aliases.ts';
import { blockError, clusterBlock } from './cluster-settings.ts';
import { flatSettings } from './index-settings.ts';
import { chooseIndices, ignoresMissing, openAndClosed } from './index-selection.ts';
import { storedIndex } from './initial-elasticsearch.state.ts';
import { isPattern, splitNames } from './patterns.ts';
import { isRestoring } from './recovery.view.ts';

const shardCount = z.coerce.number().int().min(1).catch(1);
const newIndexSchema = z.looseObject({
  settings: z
    .looseObject({
      number_of_shards: shardCount.default(1),
      'index.hidden': z.boolean().default(false),
      /** A node that does not exist: the shards stay on none. */
      'index.routing.allocation.require._name': z.string().optional(),
    })
    .prefault({}),
  aliases: z.record(z.string(), z.unknown()).optional(),
});

/** What has no field of its own in an index. */
function otherSettings(given: Record<string, unknown>): { settings?: Record<string, string> } {
  const known = ['number_of_shards', 'hidden', 'routing.allocation.require._name'];
  const others = Object.entries(flatSettings(given)).filter(([name]) => !known.includes(name));
  return others.length === 0 ? {} : { settings: Object.fromEntries(others) };
}

/** Undefined when the body cannot be read. */
function readNewIndex(body: string): z.infer<typeof newIndexSchema> | undefined {
  try {
    return newIndexSchema.parse(body.trim() === '' ? {} : JSON.parse(body));
  } catch {
    return undefined;
  }
}

function create({ cluster }: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const { names: name = '' } = parameters;
  const { elasticsearch: state } = cluster.state;
  const existing = state.indices.find((index) => index.name === name);
  if (existing !== undefined) {
    const reason = `index [${name}/${existing.uuid}] already exists`;
    return elasticError(400, { type: 'resource_already_exists_exception', reason, index: name });
  }
  const body = readNewIndex(call.body);
  if (body === undefined) return parseError('Failed to parse content to map');
  const { number_of_shards: shards, 'index.hidden': hidden } = body.settings;
  const aliases = body.aliases === undefined ? {} : { aliases: Object.keys(body.aliases) };
  const settings = otherSettings(body.settings);
  const stored = storedIndex({ name, shards, docs: 0, bytes: 249, hidden, ...aliases, ...settings });
  const node = body.settings['index.routing.allocation.require._name'];
  if (node !== undefined && node !== 'es1') stored.recovery = { type: 'EXISTING_STORE', lost: true };
  state.indices.push(stored);
  cluster.record('elasticsearch', 'indices', { event: 'created', indices: [name] });
  return {
    ...json({ acknowledged: true, shards_acknowledged: true, index: name }, plainType),
    performed: true,
  };
}

/** Documents are only counted; an index that is missing is created, as Elasticsearch does it. */
function addDocument(elasticsearch: ElasticsearchComponent, parameters: Parameters): Answer {
  const { names: name = '' } = parameters;
  const { elasticsearch: state } = elasticsearch.cluster.state;
  const known = state.indices.find((index) => index.name === name);
  const others = state.indices.filter((index) => index !== known);
  const index = known ?? storedIndex({ name, shards: 1, docs: 0, bytes: 249 });
  state.indices = [...others, { ...index, docs: index.docs + 1 }];
  const document = { _index: name, _id: String(index.docs + 1), _version: 1, result: 'created' };
  return { ...json(document, plainType), status: 201, performed: true };
}

function setOpen(
  elasticsearch: ElasticsearchComponent,
  call: Call,
  parameters: Parameters,
  open: boolean,
): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openAndClosed });
  if (!Array.isArray(indices)) return indices;
  const restoring = indices.filter(isRestoring);
  if (restoring.length > 0) {
    return badRequest(`Cannot close indices that are being restored: [${restoring.map(titleOf).join(', ')}]`);
  }
  for (const index of indices) {
    index.open = open;
    index.recovery = { type: 'EXISTING_STORE', lost: false };
  }
  const names = indices.map(({ name }) => name);
  elasticsearch.cluster.record('elasticsearch', 'indices', {
    event: open ? 'opened' : 'closed',
    indices: names,
  });
  const closed = open ? {} : { indices: Object.fromEntries(names.map((name) => [name, { closed: true }])) };
  return {
    ...json({ acknowledged: true, shards_acknowledged: true, ...closed }, plainType),
    performed: true,
  };
}

const titleOf = ({ name, uuid }: StoredIndex): string => `[${name}/${uuid}]`;

/** Why these indices cannot be deleted: one of the names is an alias, or a snapshot is being taken of them. */
function undeletable({ cluster }: ElasticsearchComponent, call: Call, names: string): Answer | undefined {
  const { indices, snapshots } = cluster.state.elasticsearch;
  const wanted = splitNames(names);
  if (wanted.some(isPattern)) return badRequest('Wildcard expressions or all indices are not allowed');
  const alias = wanted.find((name) => indices.some((index) => aliasesOf(index).includes(name)));
  // Odd, and recorded: with ignore_unavailable an alias is passed over, and all is acknowledged.
  if (alias !== undefined && !ignoresMissing(call)) {
    return badRequest(
      `The provided expression [${alias}] matches an alias, specify the corresponding concrete indices instead.`,
    );
  }
  const running = Object.values(snapshots)
    .flat()
    .filter(({ state }) => state === 'IN_PROGRESS');
  const taken = indices.filter(
    ({ name }) =>
      wanted.includes(name) &&
      running.some((snapshot) => snapshot.indices.some((each) => each.name === name)),
  );
  if (taken.length === 0) return undefined;
  const reason =
    `Cannot delete indices that are being snapshotted: [${taken.map(titleOf).join(', ')}]. ` +
    'Try again after snapshot finishes or cancel the currently running snapshot.';
  return elasticError(400, { type: 'snapshot_in_progress_exception', reason });
}

/** Elasticsearch 8 deletes indices only by name. */
function remove(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const problem = undeletable(elasticsearch, call, parameters.names ?? '');
  if (problem !== undefined) return problem;
  const scope = { wildcards: [], aliases: false };
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope });
  if (!Array.isArray(indices)) return indices;
  if (indices.length === 0) return json({ acknowledged: true }, plainType);
  const blocked =
    clusterBlock(elasticsearch, { deletes: true }) ?? blockError(indices, ['read_only', 'metadata']);
  if (blocked !== undefined) return blocked;
  const { elasticsearch: state } = elasticsearch.cluster.state;
  state.indices = state.indices.filter((index) => !indices.includes(index));
  const names = indices.map(({ name }) => name);
  elasticsearch.cluster.record('elasticsearch', 'indices', { event: 'deleted', indices: names });
  return { ...json({ acknowledged: true }, plainType), performed: true };
}

export const indexWriteRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  {
    method: 'POST',
    path: '/:names/_close',
    handle: (call, given) => setOpen(elasticsearch, call, given, false),
  },
  {
    method: 'POST',
    path: '/:names/_open',
    handle: (call, given) => setOpen(elasticsearch, call, given, true),
  },
  { method: 'POST', path: '/:names/_doc', handle: (_, given) => addDocument(elasticsearch, given) },
  { method: 'PUT', path: '/:names', handle: (call, given) => create(elasticsearch, call, given) },
  { method: 'DELETE', path: '/:names', handle: (call, given) => remove(elasticsearch, call, given) },
];
