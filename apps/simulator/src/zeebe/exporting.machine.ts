import type { ClusterContext } from '../cluster/cluster.context.ts';
import { releaseOf } from '../profiles/generation.ts';
import type { PartitionsMachine } from './partitions.machine.ts';
import type { ExporterPhase, Replica } from './zeebe.state.ts';
import { writePauseFile } from './pause-file.ts';

/** Pausing and resuming the exporters, replica by replica. */
export class ExportingMachine {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly partitions: PartitionsMachine,
  ) {}

  /** From 8.10 on the phase is part of the configuration of the cluster. */
  private get hasPauseFiles(): boolean {
    return releaseOf(this.cluster.config.version)?.minor !== '8.10';
  }

  /** Why the gateway refuses to change anything, or null when every replica can be reached. */
  topologyProblem(): string | null {
    const { config } = this.cluster;
    const { partitions: expected, replicationFactor } = config.zeebe;
    const led = this.partitions.ledPartitions();
    const topology = `current topology: ${this.describeTopology()}`;
    if (led.length !== expected)
      return `Found ${led.length} partitions but expected ${expected}, ${topology}`;
    for (const { partitionId } of led) {
      const members = this.partitions.liveReplicas().filter((replica) => replica.partitionId === partitionId);
      if (members.length !== replicationFactor) {
        return `Expected ${replicationFactor} members of partition ${partitionId} but found ${members.length}, ${topology}`;
      }
    }
    return null;
  }

  /** Brings the replicas (of all partitions, or of `only` those) into a phase. */
  change(phase: ExporterPhase, only?: readonly number[]): void {
    this.partitions.settle();
    for (const replica of this.partitions.liveReplicas()) {
      if (only === undefined || only.includes(replica.partitionId)) this.changeReplica(replica, phase);
    }
    this.partitions.settle();
  }

  changeOnBroker(phase: ExporterPhase, broker: number): void {
    this.partitions.settle();
    for (const replica of this.partitions.liveReplicas()) {
      if (replica.broker === broker) this.changeReplica(replica, phase);
    }
    this.partitions.settle();
  }

  private changeReplica(replica: Replica, phase: ExporterPhase): void {
    const { broker, partitionId, phase: from } = replica;
    if (phase === 'SOFT_PAUSED') replica.acknowledging = false;
    if (phase === 'EXPORTING' && from === 'SOFT_PAUSED') replica.acknowledging = true;
    replica.phase = phase;
    if (this.hasPauseFiles) replica.pauseFile = writePauseFile(replica.pauseFile, phase);
    if (from === phase) return;
    this.cluster.record(`broker-${broker}`, 'exporting-phase', { broker, partitionId, from, to: phase });
  }

  private describeTopology(): string {
    const { config, state } = this.cluster;
    const led = this.partitions.ledPartitions();
    const leaders = led.map(({ partitionId, leader }) => `${partitionId}=${leader ?? ''}`).join(', ');
    const brokers = state.zeebe.brokers.filter(({ id }) => !this.cluster.isStopped(`broker-${id}`));
    return (
      `BrokerClusterStateImpl{partitionLeaders={${leaders}}, brokers=[${brokers.map(({ id }) => id).join(', ')}], ` +
      `partitions=[${led.map(({ partitionId }) => partitionId).join(', ')}], clusterSize=${config.zeebe.brokers}, ` +
      `partitionsCount=${config.zeebe.partitions}, replicationFactor=${config.zeebe.replicationFactor}}`
    );
  }
}
