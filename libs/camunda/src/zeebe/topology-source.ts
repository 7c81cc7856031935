import type { PartitionReplica } from '#domain';
import type { CallOptions } from '#http';
import type { ClusterTopology } from '../ports/topology.api.ts';

/** Who knows which partitions a cluster is configured to have. */
export interface TopologySource {
  /**
   * @param replicas reads every broker, where the source needs what they show
   * @throws StepFailure unexpected-answer (transient) while it names none, as during a start
   */
  read(replicas: () => Promise<PartitionReplica[]>, call?: CallOptions): Promise<ClusterTopology>;
}
