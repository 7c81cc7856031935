import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError, parseError, repositoryMissing } from './elasticsearch.errors.ts';
import type { Repository } from './elasticsearch.state.ts';
import { select, splitNames } from './patterns.ts';

const acknowledged: Answer = { ...json({ acknowledged: true }, plainType), performed: true };

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const bodySchema = z.looseObject({ type: z.string(), settings: z.record(z.string(), scalar).default({}) });

/** A repository has an identity of its own from its first snapshot on. */
function uuidOf({ cluster }: ElasticsearchComponent, { name, settings }: Repository): { uuid?: string } {
  const location = settings.location ?? name;
  const used = (cluster.state.elasticsearch.snapshots[location] ?? []).length > 0;
  return used ? { uuid: createHash('md5').update(location).digest('base64url') } : {};
}

function get(elasticsearch: ElasticsearchComponent, names: string): Answer {
  const { cluster } = elasticsearch;
  const { items, missing } = select(cluster.state.elasticsearch.repositories, splitNames(names));
  const [first] = missing;
  if (first !== undefined) return repositoryMissing(first);
  const views = items.map((repository) => {
    const { name, type, settings } = repository;
    return [name, { type, ...uuidOf(elasticsearch, repository), settings }];
  });
  return json(Object.fromEntries(views), plainType);
}

function register({ snapshots }: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  if (call.body.trim() === '') return parseError('request body is required');
  let body: unknown;
  try {
    body = JSON.parse(call.body);
  } catch {
    return parseError('Failed to parse content to map');
  }
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    const reason = 'Validation Failed: 1: type is missing;';
    return elasticError(400, { type: 'action_request_validation_exception', reason });
  }
  snapshots.register({
    name: parameters.repository ?? '',
    type: parsed.data.type,
    settings: parsed.data.settings,
  });
  return acknowledged;
}

function unregister(elasticsearch: ElasticsearchComponent, parameters: Parameters): Answer {
  const { cluster, snapshots } = elasticsearch;
  const { items, missing } = select(
    cluster.state.elasticsearch.repositories,
    splitNames(parameters.repository ?? ''),
  );
  const [first] = missing;
  if (first !== undefined) return repositoryMissing(first);
  for (const { name } of items) snapshots.unregister(name);
  return acknowledged;
}

/** Verifying writes a probe file from every node, so it fails where snapshots could not be written. */
function verify(elasticsearch: ElasticsearchComponent, parameters: Parameters): Answer {
  const { repository = '' } = parameters;
  const { cluster, snapshots } = elasticsearch;
  if (snapshots.repository(repository) === undefined) return repositoryMissing(repository);
  if (!snapshots.isWritable()) {
    const reason = `[${repository}] path  is not accessible on master node`;
    return elasticError(500, { type: 'repository_verification_exception', reason });
  }
  return json({ nodes: { [cluster.state.elasticsearch.nodeId]: { name: 'es1' } } }, plainType);
}

export const repositoryRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  { method: 'GET', path: '/_snapshot', handle: () => get(elasticsearch, '_all') },
  {
    method: 'GET',
    path: '/_snapshot/:repository',
    handle: (_, given) => get(elasticsearch, given.repository ?? ''),
  },
  {
    method: 'PUT',
    path: '/_snapshot/:repository',
    handle: (call, given) => register(elasticsearch, call, given),
  },
  {
    method: 'POST',
    path: '/_snapshot/:repository',
    handle: (call, given) => register(elasticsearch, call, given),
  },
  {
    method: 'DELETE',
    path: '/_snapshot/:repository',
    handle: (_, given) => unregister(elasticsearch, given),
  },
  {
    method: 'POST',
    path: '/_snapshot/:repository/_verify',
    handle: (_, given) => verify(elasticsearch, given),
  },
];
