import type { Answer } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

const firstInternalPort = 26_501;

/** GET /actuator/cluster: how the cluster is meant to be. It does not change while exporting is paused. */
function clusterConfiguration({ cluster }: ZeebeComponent, exporterIds: readonly string[]): Answer {
  const { replicationFactor } = cluster.config.zeebe;
  const exporting = { exporters: exporterIds.map((id) => ({ id, state: 'ENABLED' })) };
  const { replicas } = cluster.state.zeebe;
  const brokers = cluster.state.zeebe.brokers.map(({ id }) => ({
    id,
    state: 'ACTIVE',
    version: 0,
    lastUpdatedAt: '0000-01-01T00:00:00Z',
    partitions: replicas
      .filter(({ broker }) => broker === id)
      .map(({ partitionId }) => {
        const members = replicas.filter((replica) => replica.partitionId === partitionId);
        const priority = replicationFactor - members.findIndex(({ broker }) => broker === id);
        return { id: partitionId, state: 'ACTIVE', priority, config: { exporting } };
      }),
  }));
  return json({ version: 1, brokers }, plainType);
}

/** GET /v2/topology: what the gateway sees. Served here as well, although the real one is on the REST port. */
function seenTopology(zeebe: ZeebeComponent): Answer {
  const { cluster, partitions } = zeebe;
  const { version, zeebe: config } = cluster.config;
  const brokers = cluster.state.zeebe.brokers
    .filter(({ id }) => !cluster.isStopped(`broker-${id}`))
    .map(({ id }) => ({
      nodeId: id,
      host: '127.0.0.1',
      port: firstInternalPort + id,
      partitions: partitions
        .liveReplicas()
        .filter(({ broker }) => broker === id)
        .map(({ partitionId }) => ({
          partitionId,
          role: partitions.partition(partitionId)?.leader === id ? 'leader' : 'follower',
          health: 'healthy',
        })),
      version,
    }));
  const { partitions: partitionsCount, replicationFactor, brokers: clusterSize } = config;
  return json(
    { brokers, clusterSize, partitionsCount, replicationFactor, gatewayVersion: version },
    plainType,
  );
}

export const topologyRoutes = (
  zeebe: ZeebeComponent,
  exporterIds: () => readonly string[] = () => ['elasticsearch'],
): Route[] => [
  { method: 'GET', path: '/actuator/cluster', handle: () => clusterConfiguration(zeebe, exporterIds()) },
  { method: 'GET', path: '/v2/topology', handle: () => seenTopology(zeebe) },
];
