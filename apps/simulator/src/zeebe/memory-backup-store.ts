import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { BackupStore } from './backup-store.port.ts';
import { partitionDuration } from './partition-duration.ts';
import type { PartitionBackup } from './zeebe.state.ts';

/** The list of backups in the state of the cluster is the store: only the passing of time has to be arranged. */
export class MemoryBackupStore implements BackupStore {
  constructor(private readonly cluster: ClusterContext) {}

  refresh(): void {
    // The state is what is stored.
  }

  save(backupId: number, { partitionId }: PartitionBackup): void {
    this.cluster.timeline.after(partitionDuration(this.cluster, partitionId), {
      kind: 'partition-backup-ends',
      backupId,
      partitionId,
    });
  }

  ended(): void {
    // The part itself says so.
  }

  delete(): void {
    // The machine took it off the list.
  }

  losePartition(backupId: number, partitionId: number): void {
    for (const backup of this.cluster.state.zeebe.backups) {
      if (backup.backupId !== backupId) continue;
      backup.partitions = backup.partitions.filter((partition) => partition.partitionId !== partitionId);
    }
  }

  fetch(broker: number, backupId: number): void {
    const task = { kind: 'broker-restored', broker, backupId } as const;
    this.cluster.timeline.after(this.cluster.state.settings.zeebe.restoreDurationMs, task);
  }

  fetchPart(): void {
    // The state is what is stored.
  }
}
