import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import { clusterDefaults } from './cluster-settings.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { parseError } from './elasticsearch.errors.ts';
import { flatSettings, nested, removedSettings, settingsOf } from './index-settings.ts';
import { chooseIndices, openAndClosed } from './index-selection.ts';

const performed = (answer: object): Answer => ({ ...json(answer, plainType), performed: true });

function readBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const isFlat = (call: Call): boolean => call.query.get('flat_settings') === 'true';

/** The metadata of every index, which no block hides. */
function stateOfIndices({ cluster }: ElasticsearchComponent): Answer {
  const { indices, clusterUuid } = cluster.state.elasticsearch;
  const views = indices.map((index) => [
    index.name,
    { state: index.open ? 'open' : 'close', settings: { index: nested(settingsOf(index)) } },
  ]);
  return json(
    {
      cluster_name: 'simulated',
      cluster_uuid: clusterUuid,
      metadata: { indices: Object.fromEntries(views) as object },
    },
    plainType,
  );
}

function putOfIndices(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openAndClosed });
  if (!Array.isArray(indices)) return indices;
  const body = readBody(call.body);
  if (body === undefined) return parseError('Failed to parse content to map');
  const chosen = new Set(indices.map(({ name }) => name));
  const removed = removedSettings(body);
  const { elasticsearch: state } = elasticsearch.cluster.state;
  state.indices = state.indices.map((index) => {
    if (!chosen.has(index.name)) return index;
    const all = Object.entries({ ...index.settings, ...flatSettings(body) });
    return { ...index, settings: Object.fromEntries(all.filter(([name]) => !removed.includes(name))) };
  });
  return performed({ acknowledged: true });
}

function getOfCluster({ cluster }: ElasticsearchComponent, call: Call): Answer {
  const view = (flat: Readonly<Record<string, string>>): object => (isFlat(call) ? flat : nested(flat));
  const own = cluster.state.elasticsearch.clusterSettings ?? {};
  const rest = Object.entries(clusterDefaults).filter(([name]) => own[name] === undefined);
  const defaults =
    call.query.get('include_defaults') === 'true' ? { defaults: view(Object.fromEntries(rest)) } : {};
  return json({ persistent: view(own), transient: {}, ...defaults }, plainType);
}

/** Persistent and transient ones are one here: nothing starts again without its state. */
function putOfCluster({ cluster }: ElasticsearchComponent, call: Call): Answer {
  const body = readBody(call.body) as Record<string, unknown> | undefined;
  if (body === undefined) return parseError('Failed to parse content to map');
  const { elasticsearch: state } = cluster.state;
  const given = [body['persistent'], body['transient']];
  const removed = given.flatMap(removedSettings);
  const all = Object.entries(Object.assign({ ...state.clusterSettings }, ...given.map(flatSettings)));
  state.clusterSettings = Object.fromEntries(
    all.filter(([name]) => !removed.includes(name)).map(([name, value]) => [name, String(value)]),
  );
  return performed({ acknowledged: true, persistent: nested(state.clusterSettings), transient: {} });
}

export const settingsRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  { method: 'GET', path: '/_cluster/settings', handle: (call) => getOfCluster(elasticsearch, call) },
  { method: 'PUT', path: '/_cluster/settings', handle: (call) => putOfCluster(elasticsearch, call) },
  {
    method: 'GET',
    path: '/_cluster/state/metadata',
    handle: () => stateOfIndices(elasticsearch),
  },
  {
    method: 'PUT',
    path: '/:names/_settings',
    handle: (call, given) => putOfIndices(elasticsearch, call, given),
  },
];
