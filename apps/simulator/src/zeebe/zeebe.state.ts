import type { PartitionLog } from '../engine/log-record.ts';

export type ExporterPhase = 'EXPORTING' | 'SOFT_PAUSED' | 'PAUSED';

/** One partition on one broker. */
export interface Replica {
  readonly broker: number;
  readonly partitionId: number;
  phase: ExporterPhase;
  /**
   * Content of the file that makes a pause survive a restart. A new phase overwrites its beginning without
   * truncation, as in 8.6.0: PAUSED over SOFT_PAUSED leaves PAUSEDAUSED, which no broker can read.
   */
  pauseFile: string | null;
  /** A soft pause stops acknowledging, and only resuming from SOFT_PAUSED starts it again. */
  acknowledging: boolean;
}

export interface Partition {
  readonly partitionId: number;
  snapshotId: string | null;
  /** Highest backup id that its log has a checkpoint of; failed, lost and deleted ids stay burnt. */
  checkpointId: number;
  leader: number | null;
  processedPosition: number;
  exportedPosition: number;
  /** The moment up to which the positions are computed. */
  settledAt: number;
  /** Its records and what they add up to; only where the cluster has real stores. */
  log?: PartitionLog;
}

export type PartitionBackupState = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

export interface PartitionBackup {
  readonly partitionId: number;
  state: PartitionBackupState;
  failureReason?: string;
  readonly createdAt: string;
  lastUpdatedAt: string;
  readonly snapshotId: string | null;
  readonly checkpointPosition: number;
}

export interface ZeebeBackup {
  readonly backupId: number;
  /** Partitions that are to fail, with the reason they will give. */
  readonly failing: Readonly<Record<string, string>>;
  partitions: PartitionBackup[];
  /** Taken by the scheduler of the cluster; absent: asked for. */
  readonly type?: 'SCHEDULED_BACKUP';
}

export interface BrokerState {
  readonly id: number;
  /** It started with an unreadable pause file and has no partitions. */
  bricked: boolean;
  /** Its data directory: `restoring` while the restore program writes into it. */
  data: 'present' | 'empty' | 'restoring';
}

export interface ZeebeState {
  brokers: BrokerState[];
  partitions: Partition[];
  replicas: Replica[];
  /** What is in the backup store, which has nothing to do with the data directories. */
  backups: ZeebeBackup[];
  /** Since 8.9 the log knows of its backups: which were deleted, and up to which id it was made to forget them. */
  deletedBackups?: number[];
  forgottenUpTo?: number;
}
