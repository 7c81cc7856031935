import type { ClusterConfig } from '../config/simulator.schema.ts';
import type { Partition, Replica, ZeebeState } from './zeebe.state.ts';

const partitionIds = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Round robin, as Zeebe distributes partitions by default: partition p starts at broker p-1. */
const brokersOf = (partitionId: number, { brokers, replicationFactor }: ClusterConfig['zeebe']): number[] =>
  Array.from({ length: replicationFactor }, (_, index) => (partitionId - 1 + index) % brokers);

function partition(partitionId: number, zeebe: ClusterConfig['zeebe'], now: number): Partition {
  const processedPosition = 3_600 + 6 * partitionId;
  return {
    partitionId,
    // A young partition has no snapshot yet, and its answers lack the field; let both kinds be there.
    snapshotId: partitionId % 2 === 1 ? `410-1-${processedPosition - 40}-${processedPosition - 80}-0` : null,
    checkpointId: 0,
    leader: brokersOf(partitionId, zeebe)[0] ?? null,
    processedPosition,
    exportedPosition: processedPosition - 1,
    settledAt: now,
  };
}

const replica = (broker: number, partitionId: number): Replica => ({
  broker,
  partitionId,
  phase: 'EXPORTING',
  pauseFile: null,
  acknowledging: true,
});

/** A partition whose log has yet to be written. */
const newPartition = (partition: Partition): Partition => ({
  ...partition,
  snapshotId: null,
  processedPosition: -1,
  exportedPosition: -1,
});

/** With real stores the logs begin empty; without, they stand where those of a small cluster were recorded. */
export function initialZeebeState({ zeebe, stores }: ClusterConfig, now: number): ZeebeState {
  const ids = partitionIds(zeebe.partitions);
  return {
    brokers: Array.from({ length: zeebe.brokers }, (_, id) => ({ id, bricked: false, data: 'present' })),
    partitions: ids
      .map((id) => partition(id, zeebe, now))
      .map((each) => (stores === undefined ? each : newPartition(each))),
    replicas: ids.flatMap((id) => brokersOf(id, zeebe).map((broker) => replica(broker, id))),
    backups: [],
  };
}
