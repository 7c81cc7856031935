import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import type { Recovery, StoredIndex } from './elasticsearch.state.ts';
import { chooseIndices, openAndClosed } from './index-selection.ts';
import { primariesOf } from './recovery.view.ts';
import type { Primary } from './recovery.view.ts';

const restoredVersion = '8.16.0-8.16.1';

function sourceView(recovery: Recovery | undefined, index: string): Record<string, unknown> {
  if (recovery === undefined) return {};
  if (recovery.type === 'EXISTING_STORE') return { bootstrap_new_history_uuid: false };
  const { repository, snapshot, restoreUuid } = recovery;
  return { repository, snapshot, version: restoredVersion, index, restoreUUID: restoreUuid };
}

/** A shard whose recovery failed no longer has one, and one that waits for its turn has none yet. */
function shardRecovery(elasticsearch: ElasticsearchComponent, index: StoredIndex, primary: Primary): object {
  const { recovery } = index;
  const done = primary.state === 'STARTED';
  const startedAt = recovery?.type === 'SNAPSHOT' ? recovery.startedAt : 0;
  const total = recovery === undefined ? 0 : Math.floor(index.bytes / index.shards);
  const copied = Math.floor(total * primary.share);
  const reused = recovery?.type === 'EXISTING_STORE';
  return {
    id: primary.id,
    type: recovery?.type ?? 'EMPTY_STORE',
    stage: done ? 'DONE' : 'INDEX',
    primary: true,
    start_time_in_millis: startedAt,
    ...(done ? { stop_time_in_millis: startedAt } : {}),
    total_time_in_millis: 0,
    source: sourceView(recovery, index.name),
    target: {
      id: elasticsearch.cluster.state.elasticsearch.nodeId,
      host: '127.0.0.1',
      transport_address: '127.0.0.1:9300',
      ip: '127.0.0.1',
      name: 'es1',
    },
    index: {
      size: {
        total_in_bytes: total,
        reused_in_bytes: reused ? copied : 0,
        recovered_in_bytes: reused ? 0 : copied,
        recovered_from_snapshot_in_bytes: 0,
        percent: `${(total === 0 ? 0 : primary.share * 100).toFixed(1)}%`,
      },
    },
  };
}

function recovery(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const indices = chooseIndices(elasticsearch, call, { names: parameters.names, scope: openAndClosed });
  if (!Array.isArray(indices)) return indices;
  const now = elasticsearch.cluster.now();
  const views = indices.flatMap((index) => {
    const begun = primariesOf(index, now).filter(({ state }) => state !== 'UNASSIGNED');
    const shards = begun.map((primary) => shardRecovery(elasticsearch, index, primary));
    return shards.length === 0 ? [] : [[index.name, { shards }] as const];
  });
  return json(Object.fromEntries(views), plainType);
}

function routingView(elasticsearch: ElasticsearchComponent, index: StoredIndex, primary: Primary): object {
  const { id, state, unassigned } = primary;
  const assigned = state !== 'UNASSIGNED';
  const source = { type: index.recovery?.type ?? 'EMPTY_STORE', ...sourceView(index.recovery, index.name) };
  const view = {
    state,
    primary: true,
    node: assigned ? elasticsearch.cluster.state.elasticsearch.nodeId : null,
    relocating_node: null,
    shard: id,
    index: index.name,
  };
  if (unassigned === undefined) return view;
  const { reason, status, details } = unassigned;
  const info = {
    reason,
    at: new Date(elasticsearch.cluster.now()).toISOString(),
    delayed: false,
    ...(details === undefined ? {} : { details }),
    allocation_status: status,
  };
  return { ...view, recovery_source: source, unassigned_info: info };
}

/** Only the routing table; missing indices are never an error here. */
function routingTable(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const lenient = { ...call, query: new URLSearchParams({ ignore_unavailable: 'true' }) };
  const given = { names: parameters.names, scope: openAndClosed };
  const indices = chooseIndices(elasticsearch, lenient, given);
  if (!Array.isArray(indices)) return indices;
  const now = elasticsearch.cluster.now();
  const views = indices.map((index) => {
    const shards = primariesOf(index, now).map((primary) => [
      String(primary.id),
      [routingView(elasticsearch, index, primary)],
    ]);
    return [index.name, { shards: Object.fromEntries(shards) as object }];
  });
  return json(
    {
      cluster_name: 'simulated',
      cluster_uuid: elasticsearch.cluster.state.elasticsearch.clusterUuid,
      routing_table: { indices: Object.fromEntries(views) as object },
    },
    plainType,
  );
}

export const recoveryRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  { method: 'GET', path: '/_recovery', handle: (call, given) => recovery(elasticsearch, call, given) },
  { method: 'GET', path: '/:names/_recovery', handle: (call, given) => recovery(elasticsearch, call, given) },
  {
    method: 'GET',
    path: '/_cluster/state/routing_table/:names',
    handle: (call, given) => routingTable(elasticsearch, call, given),
  },
];
