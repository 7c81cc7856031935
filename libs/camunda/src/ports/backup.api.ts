import type { BackedUp, BackupObservation } from '#domain';
import type { CallOptions } from '#http';

/** One entry of a component's own list of backups, judged like a look at it. */
export interface KnownBackup {
  backupId: number;
  state: BackupObservation['state'];
  /** ms since the epoch. */
  startedAt: number | null;
  message: string;
  /** Parts or partitions that are complete. */
  done: number;
}

/** `expectedPartitions`: those that a complete backup must cover; without it only the listed ones are checked. */
export type LookOptions = CallOptions & { expectedPartitions?: number };

/**
 * The backups of one component.
 * Every method throws a transient StepFailure `unreachable`, `unavailable` or `unexpected-answer` when the
 * component or the store behind it cannot answer, and a permanent `refused` when a person has to fix something
 * (no backup store, no snapshot repository, no access, wrong address).
 */
export interface BackupApi {
  readonly component: BackedUp;
  /** What this version offers. Without it, the method refuses (permanent `refused`) and asks nothing. */
  readonly can: { readonly list: boolean; readonly delete: boolean };

  /**
   * Asks for a backup. Not idempotent: after a failure without an answer the backup may be running, so look first.
   * Accepted does not mean that it will ever exist (recorded on 8.6.0 with a store that cannot be written).
   * @returns the component's answer when it accepted, for people
   * @throws StepFailure id-in-use (permanent): the id was used before, also by a failed or deleted backup
   * @throws StepFailure busy (transient): another backup, or scaling, is in progress
   */
  trigger(backupId: number, call?: CallOptions): Promise<string>;

  /**
   * One look at one backup. A component also answers `absent` just after it accepted the trigger, and
   * `incomplete` between two parts; only time tells (see `judge`). `completed` means that every part is there and
   * successful, whatever the component's own summary claims.
   */
  look(backupId: number, call?: LookOptions): Promise<BackupObservation>;

  /**
   * Checkpoint position of each partition of a backup, by partition id; a partition that does not tell is left out, and a
   * component without partitions has none.
   * @throws StepFailure as all methods do; refused when there is no such backup
   */
  checkpoints(backupId: number, call?: CallOptions): Promise<Record<string, number>>;

  /**
   * The ids of all backups the component knows, in any order, by one call that reads as little as the version allows: later
   * patches of 8.6 and 8.7 then read no snapshot (`verbose=false`), and earlier ones ignore the parameter.
   */
  ids(call?: CallOptions): Promise<number[]>;

  /** All backups the component knows, in any order, by one call. */
  list(call?: CallOptions): Promise<KnownBackup[]>;

  /**
   * Deletes a backup, or what there is of it. Idempotent: an unknown id is fine. Most versions delete only after they
   * answered, so look until it is absent.
   */
  delete(backupId: number, call?: CallOptions): Promise<void>;
}
