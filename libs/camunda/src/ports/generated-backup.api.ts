import type { CallOptions } from '#http';

/** A point of the log of one partition that a backup may end at. */
export interface Checkpoint {
  partitionId: number;
  checkpointId: number;
  /** `MARKER`, `SCHEDULED_BACKUP` or `MANUAL_BACKUP`; the word as it is. */
  type: string;
  position: number | null;
  /** ms since the epoch. */
  at: number | null;
}

/** A part of the log of one partition that can be restored without a gap; several of one partition have gaps between them. */
export interface BackupRange {
  partitionId: number;
  start: Checkpoint;
  end: Checkpoint;
}

export interface RuntimeState {
  checkpoints: Checkpoint[];
  /** The newest backup of each partition. */
  backups: Checkpoint[];
  ranges: BackupRange[];
}

/** Backups of Zeebe whose ids the cluster gives out: 8.9 and 8.10 on a relational database. */
export interface GeneratedBackupApi {
  /**
   * Asks for a backup. Not idempotent: after a failure without an answer, one may be running.
   * @returns the id that the cluster gave it
   * @throws StepFailure as BackupApi
   */
  take(call?: CallOptions): Promise<number>;

  /** What can be restored. Empty sections may also mean that a partition could not be asked. @throws StepFailure as BackupApi */
  state(call?: CallOptions): Promise<RuntimeState>;
}
