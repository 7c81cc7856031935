import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { PartitionLogs } from './partition-logs.port.ts';
import { settlePositions } from './positions.ts';
import type { Partition, Replica } from './zeebe.state.ts';

/** Logs without records: positions that move at the configured speed. */
export class MemoryPartitionLogs implements PartitionLogs {
  constructor(private readonly cluster: ClusterContext) {}

  settle(partition: Partition, leader: Replica | undefined): void {
    const { recordsPerSecond } = this.cluster.state.settings.zeebe;
    settlePositions(partition, leader, { now: this.cluster.now(), recordsPerSecond });
  }

  checkpoint(partition: Partition): void {
    // The checkpoint is itself a record of the log.
    partition.processedPosition += 1;
  }

  clear(): void {
    // The positions are all there is, and the machine resets them.
  }

  bringBack(): boolean {
    return true;
  }
}
