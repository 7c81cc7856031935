import type { Partition, Replica } from './zeebe.state.ts';

/** What a partition has processed and exported: numbers that move with time, or a log with records. */
export interface PartitionLogs {
  /** Moves the positions of a partition to now. `leader` is its leading replica, if it has one. */
  settle(partition: Partition, leader: Replica | undefined): void;
  /** Appends the checkpoint of a backup; from then on `processedPosition` is its position. */
  checkpoint(partition: Partition): void;
  /** Forgets all that a partition had: its last broker with data was wiped. */
  clear(partition: Partition): void;
  /** Puts back what `BackupStore.fetch` brought. @returns false when it brought nothing for this partition */
  bringBack(partition: Partition, backupId: number): boolean;
}
