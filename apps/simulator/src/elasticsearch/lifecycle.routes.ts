import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError, parseError } from './elasticsearch.errors.ts';

/** Policies are kept and shown; nothing acts on them here. */
function put({ cluster }: ElasticsearchComponent, call: Call, { name = '' }: Parameters): Answer {
  let body: { policy?: unknown };
  try {
    body = JSON.parse(call.body) as { policy?: unknown };
  } catch {
    return parseError('Failed to parse content to map');
  }
  const { elasticsearch: state } = cluster.state;
  state.lifecycles = { ...state.lifecycles, [name]: body.policy ?? {} };
  return { ...json({ acknowledged: true }, plainType), performed: true };
}

function get({ cluster }: ElasticsearchComponent, { name = '' }: Parameters): Answer {
  const policy = cluster.state.elasticsearch.lifecycles?.[name];
  if (policy === undefined)
    return elasticError(404, {
      type: 'resource_not_found_exception',
      reason: `Lifecycle policy not found: ${name}`,
    });
  return json({ [name]: { version: 1, policy } }, plainType);
}

/** No data is written into one; it has its name, and an index behind it. */
function putStream({ cluster }: ElasticsearchComponent, { name = '' }: Parameters): Answer {
  const { elasticsearch: state } = cluster.state;
  state.dataStreams = [...(state.dataStreams ?? []).filter((each) => each !== name), name];
  return { ...json({ acknowledged: true }, plainType), performed: true };
}

function removeStream({ cluster }: ElasticsearchComponent, { name = '' }: Parameters): Answer {
  const { elasticsearch: state } = cluster.state;
  state.dataStreams = (state.dataStreams ?? []).filter((each) => each !== name);
  return { ...json({ acknowledged: true }, plainType), performed: true };
}

export const lifecycleRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  { method: 'PUT', path: '/_ilm/policy/:name', handle: (call, given) => put(elasticsearch, call, given) },
  { method: 'GET', path: '/_ilm/policy/:name', handle: (_, given) => get(elasticsearch, given) },
  { method: 'PUT', path: '/_data_stream/:name', handle: (_, given) => putStream(elasticsearch, given) },
  { method: 'DELETE', path: '/_data_stream/:name', handle: (_, given) => removeStream(elasticsearch, given) },
];
