import type { ExportingReach, ExportingState, PartitionReplica } from '#domain';
import type { CallOptions } from '#http';

export interface ClusterTopology {
  partitionCount: number;
  partitionIds: number[];
  /** Number of brokers the cluster is configured to have. */
  brokers: number;
  /** Number of (broker, partition) pairs: what a full read of all brokers must show. */
  replicas: number;
  /** Its physical tenants (8.10), where it names them: a cluster with one does not. */
  tenants?: readonly string[];
}

/** What the partitions really do, as their brokers show it. Changes nothing. */
export interface TopologyApi {
  /**
   * Every replica of every configured broker; a broker without partitions (yet) adds none.
   * @throws StepFailure when any broker cannot be read
   */
  read(call?: CallOptions): Promise<PartitionReplica[]>;

  /**
   * The partitions the cluster is configured to have.
   * @throws StepFailure unexpected-answer (transient) when it names none, as during a start
   */
  topology(call?: CallOptions): Promise<ClusterTopology>;

  /**
   * One word for the whole cluster; `unknown` as long as the leader of any partition was not seen.
   * @throws StepFailure as `read` and `topology`
   */
  exporting(call?: CallOptions): Promise<ExportingState>;

  /**
   * As `exporting`, of the part of the cluster that can be reached: brokers that do not answer are named and left out. While
   * the topology cannot be read, the cluster has as many partitions as when it last could, or as the brokers show.
   * @throws what `call.signal` is aborted with
   */
  reach(call?: CallOptions): Promise<ExportingReach & { replicas: PartitionReplica[] }>;
}
