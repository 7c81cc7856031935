import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { PartitionLogs } from './partition-logs.port.ts';
import type { BrokerState, Partition, Replica, ZeebeState } from './zeebe.state.ts';
import { readPauseFile } from './pause-file.ts';

/** Brokers, who leads which partition, and where the logs stand. */
export class PartitionsMachine {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly logs: PartitionLogs,
  ) {}

  private get zeebe(): ZeebeState {
    return this.cluster.state.zeebe;
  }

  settle(): void {
    for (const partition of this.zeebe.partitions) this.logs.settle(partition, this.leaderReplica(partition));
  }

  broker(id: number): BrokerState | undefined {
    return this.zeebe.brokers.find((broker) => broker.id === id);
  }

  partition(partitionId: number): Partition | undefined {
    return this.zeebe.partitions.find((partition) => partition.partitionId === partitionId);
  }

  /** The replicas that can be reached: on brokers that are up and could read their files. */
  liveReplicas(): Replica[] {
    return this.zeebe.replicas.filter(({ broker }) => this.isServing(broker));
  }

  ledPartitions(): Partition[] {
    return this.zeebe.partitions.filter(({ leader }) => leader !== null && this.isServing(leader));
  }

  leaderReplica(partition: Partition): Replica | undefined {
    return this.liveReplicas().find(
      ({ broker, partitionId }) => partitionId === partition.partitionId && broker === partition.leader,
    );
  }

  isServing(broker: number): boolean {
    return !this.cluster.isStopped(`broker-${broker}`) && !this.isBricked(broker);
  }

  isBricked(broker: number): boolean {
    return this.zeebe.brokers.some(({ id, bricked }) => id === broker && bricked);
  }

  /** Gives each partition a leader that serves, keeping the present one if it does. Returns those that changed. */
  electLeaders(): number[] {
    this.settle();
    return this.zeebe.partitions
      .filter((partition) => this.elect(partition))
      .map(({ partitionId }) => partitionId);
  }

  /** What a broker does when it starts: reads its pause files, and fails on one that makes no sense. */
  startBroker(broker: number): void {
    const replicas = this.zeebe.replicas.filter((replica) => replica.broker === broker);
    const bricked = replicas.some(({ pauseFile }) => readPauseFile(pauseFile) === undefined);
    const state = this.broker(broker);
    const empty = state?.data === 'empty';
    if (state !== undefined) Object.assign(state, { bricked, data: 'present' });
    for (const replica of replicas) {
      replica.phase = readPauseFile(replica.pauseFile) ?? replica.phase;
      replica.acknowledging = replica.phase !== 'SOFT_PAUSED';
    }
    this.cluster.record(`broker-${broker}`, 'broker', { event: 'started', bricked, empty });
  }

  removePauseFiles(broker: number): void {
    for (const replica of this.zeebe.replicas) if (replica.broker === broker) replica.pauseFile = null;
    this.cluster.record(`broker-${broker}`, 'broker', { event: 'pause files removed' });
  }

  private elect(partition: Partition): boolean {
    const former = partition.leader;
    if (former !== null && this.isServing(former)) return false;
    const next = this.liveReplicas().find(({ partitionId }) => partitionId === partition.partitionId);
    partition.leader = next?.broker ?? null;
    return partition.leader !== former;
  }
}
