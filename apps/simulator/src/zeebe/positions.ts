import type { Partition, Replica } from './zeebe.state.ts';

/** Moves a partition's log to `now`: it always processes; exporting is acknowledged only while nothing is paused. */
export function settlePositions(
  partition: Partition,
  leader: Replica | undefined,
  time: { readonly now: number; readonly recordsPerSecond: number },
): void {
  if (leader === undefined || time.recordsPerSecond === 0) {
    partition.settledAt = time.now;
  } else {
    const records = Math.floor(((time.now - partition.settledAt) * time.recordsPerSecond) / 1000);
    partition.processedPosition += records;
    partition.settledAt += (records * 1000) / time.recordsPerSecond;
  }
  if (leader?.phase === 'EXPORTING' && leader.acknowledging) {
    partition.exportedPosition = Math.max(partition.exportedPosition, partition.processedPosition - 1);
  }
}
