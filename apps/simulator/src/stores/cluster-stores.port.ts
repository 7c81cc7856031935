import type { Parts } from '../web-apps/parts.port.ts';
import type { WebAppName } from '../web-apps/web-app.state.ts';
import type { BackupStore } from '../zeebe/backup-store.port.ts';
import type { PartitionLogs } from '../zeebe/partition-logs.port.ts';
import type { PartitionsMachine } from '../zeebe/partitions.machine.ts';

/** Everything that a cluster keeps outside of its processes. In memory by default; see docs/simulator.md for the real ones. */
export interface ClusterStores {
  readonly parts: Readonly<Record<WebAppName, Parts>>;
  /** Of the history of 8.8 and later. */
  readonly history: Parts;
  readonly backups: BackupStore;
  readonly logs: PartitionLogs;
  /** Before the first request: what the processes make when they start. @throws Error when a store cannot be used */
  open(partitions: PartitionsMachine): Promise<void>;
  /** Fulfilled once nothing is being written that a component began before it was stopped. */
  settled(): Promise<void>;
  /** Stops all work. What is stored stays. */
  close(): Promise<void>;
}
