import type { Answer, Call } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { healthOf, primariesOf } from './recovery.view.ts';
import type { Primary } from './recovery.view.ts';
import { select, splitNames } from './patterns.ts';

const clusterName = 'simulated';

function root({ cluster }: ElasticsearchComponent): Answer {
  const body = {
    name: 'es1',
    cluster_name: clusterName,
    cluster_uuid: cluster.state.elasticsearch.clusterUuid,
    version: {
      number: cluster.config.elasticsearch.version,
      build_flavor: 'default',
      build_type: 'tar',
      build_hash: 'ffe992aa682c1968b5df375b5095b3a21f122bf3',
      build_date: '2024-11-19T16:00:31.793213192Z',
      build_snapshot: false,
      lucene_version: '9.12.0',
      minimum_wire_compatibility_version: '7.17.0',
      minimum_index_compatibility_version: '7.0.0',
    },
    tagline: 'You Know, for Search',
  };
  return json(body, plainType);
}

/** Of the indices that the names mean, all without names. With `level=indices` each of them has a line of its own. */
function health({ cluster }: ElasticsearchComponent, call: Call, names = '_all'): Answer {
  const indices = select(cluster.state.elasticsearch.indices, splitNames(names)).items;
  const colours = indices.map((index) => healthOf(index, cluster.now()));
  const primaries = indices.flatMap((index) => primariesOf(index, cluster.now()));
  const inState = (state: Primary['state']): number =>
    primaries.filter((each) => each.state === state).length;
  const shards = inState('STARTED');
  const body = {
    cluster_name: clusterName,
    status: colours.includes('red') ? 'red' : colours.includes('yellow') ? 'yellow' : 'green',
    timed_out: false,
    number_of_nodes: 1,
    number_of_data_nodes: 1,
    active_primary_shards: shards,
    active_shards: shards,
    relocating_shards: 0,
    initializing_shards: inState('INITIALIZING'),
    unassigned_shards: inState('UNASSIGNED'),
    unassigned_primary_shards: inState('UNASSIGNED'),
    delayed_unassigned_shards: 0,
    number_of_pending_tasks: 0,
    number_of_in_flight_fetch: 0,
    task_max_waiting_in_queue_millis: 0,
    active_shards_percent_as_number: primaries.length === 0 ? 100 : (shards / primaries.length) * 100,
    ...(call.query.get('level') === 'indices' && {
      indices: Object.fromEntries(
        indices.map((index) => [index.name, { status: healthOf(index, cluster.now()) }]),
      ),
    }),
  };
  return json(body, plainType);
}

function nodes({ cluster }: ElasticsearchComponent): Answer {
  const node = {
    name: 'es1',
    transport_address: '127.0.0.1:9300',
    host: '127.0.0.1',
    ip: '127.0.0.1',
    version: cluster.config.elasticsearch.version,
    index_version: 8_518_000,
    roles: ['data', 'ingest', 'master'],
  };
  const body = {
    _nodes: { total: 1, successful: 1, failed: 0 },
    cluster_name: clusterName,
    nodes: { [cluster.state.elasticsearch.nodeId]: node },
  };
  return json(body, plainType);
}

function disks({ cluster }: ElasticsearchComponent): Answer {
  const { diskTotalBytes: total_in_bytes, diskFreeBytes } = cluster.state.settings.elasticsearch;
  const total = { total_in_bytes, free_in_bytes: diskFreeBytes, available_in_bytes: diskFreeBytes };
  const node = { name: 'es1', roles: ['data', 'ingest', 'master'], fs: { total } };
  return json(
    { cluster_name: clusterName, nodes: { [cluster.state.elasticsearch.nodeId]: node } },
    plainType,
  );
}

export const clusterRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  { method: 'GET', path: '/', handle: () => root(elasticsearch) },
  { method: 'GET', path: '/_cluster/health', handle: (call) => health(elasticsearch, call) },
  {
    method: 'GET',
    path: '/_cluster/health/:names',
    handle: (call, { names }) => health(elasticsearch, call, names),
  },
  { method: 'GET', path: '/_nodes', handle: () => nodes(elasticsearch) },
  { method: 'GET', path: '/_nodes/stats/fs', handle: () => disks(elasticsearch) },
  { method: 'GET', path: '/_nodes/:nodes/:what', handle: () => nodes(elasticsearch) },
  { method: 'GET', path: '/_nodes/:what', handle: () => nodes(elasticsearch) },
];
