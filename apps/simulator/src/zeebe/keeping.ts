import type { BackupStore } from './backup-store.port.ts';
import type { PartitionLogs } from './partition-logs.port.ts';

/** Where Zeebe keeps what it has. */
export interface Keeping {
  readonly store: BackupStore;
  readonly logs: PartitionLogs;
}
