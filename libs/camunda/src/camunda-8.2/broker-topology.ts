import { StepFailure, type PartitionReplica } from '#domain';
import type { ClusterTopology } from '../ports/topology.api.ts';
import type { TopologySource } from '../zeebe/topology-source.ts';

/**
 * Before 8.4 no management port shows the configuration of the cluster, so it is what all configured brokers show together.
 * A broker that is just starting shows nothing, and would make the cluster look smaller than it is. So every broker must show
 * a partition, no partition between the first and the last may be missing, and their number never falls: these versions
 * cannot remove one.
 */
export class BrokerTopology implements TopologySource {
  /** The most partitions that were ever seen at once. */
  private highest = 0;

  /** @param brokers addresses of all brokers */
  constructor(private readonly brokers: readonly string[]) {}

  async read(readReplicas: () => Promise<PartitionReplica[]>): Promise<ClusterTopology> {
    const replicas = await readReplicas();
    const showing = new Set(replicas.map(({ broker }) => broker));
    const silent = this.brokers.filter((address) => !showing.has(address));
    const partitionIds = [...new Set(replicas.map(({ partitionId }) => partitionId))].sort((a, b) => a - b);
    const partitionCount = partitionIds.length;
    if (silent.length > 0) throw notWhole(`${silent.join(', ')} shows no partition yet`);
    if (partitionIds.at(-1) !== partitionCount || partitionCount < this.highest)
      throw notWhole(`only partitions ${partitionIds.join(', ')} are shown`);
    this.highest = partitionCount;
    return { partitionCount, partitionIds, brokers: this.brokers.length, replicas: replicas.length };
  }
}

function notWhole(found: string): StepFailure {
  return StepFailure.transient(
    'unexpected-answer',
    `zeebe: ${found}. Wait until every broker is ready, and list exactly the brokers of the cluster under clusters[].zeebe.brokers.`,
    { component: 'zeebe' },
  );
}
