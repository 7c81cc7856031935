import type { Answer } from '../../http/call.ts';
import { json, plainType } from '../../management/spring.answers.ts';
import type { RestCall, RestRoute } from './rest.routes.ts';

const firstInternalPort = 26_501;

function topology({ cluster, configuration, tenant }: RestCall): Answer {
  const { version, zeebe: config } = cluster.config;
  const { partitions } = tenant.zeebe;
  const isRecovering = configuration.modeOf(tenant.id) === 'RECOVERING';
  const role = (partitionId: number, broker: number): string => {
    if (isRecovering) return 'inactive';
    return partitions.partition(partitionId)?.leader === broker ? 'leader' : 'follower';
  };
  const brokers = tenant.context.state.zeebe.brokers
    .filter(({ id }) => !cluster.context.isStopped(`broker-${id}`))
    .map(({ id }) => ({
      nodeId: id,
      brokerId: String(id),
      host: '127.0.0.1',
      port: firstInternalPort + id,
      partitions: partitions
        .liveReplicas()
        .filter(({ broker }) => broker === id)
        .map(({ partitionId }) => ({
          partitionId,
          role: role(partitionId, id),
          health: 'healthy',
          state: isRecovering ? 'recovering' : 'active',
        })),
      version,
    }));
  const { partitions: partitionsCount, replicationFactor, brokers: clusterSize } = config;
  const lastCompletedChangeId = String(configuration.last()?.id ?? -1);
  return json(
    {
      ...{ brokers, clusterId: `cluster-${cluster.name}`, clusterSize, partitionsCount, replicationFactor },
      ...{ gatewayVersion: version, lastCompletedChangeId },
    },
    plainType,
  );
}

export const restTopology: readonly RestRoute[] = [
  { method: 'GET', path: '/topology', permissions: [], handle: topology },
];
