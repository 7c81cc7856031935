import type { BackupObservation, Component } from '#domain';
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

/**
 * The backup API of one component (Zeebe, Operate, Tasklist or Optimize, 8.2–8.7).
 * Every method throws a transient StepFailure `unreachable`, `unavailable` or `unexpected-answer` when the
 * component or the store behind it cannot answer, and a permanent `refused` when a person has to fix something
 * (no backup store, no snapshot repository, no access, wrong address).
 */
export abstract class BackupApi {
  abstract readonly component: Component;

  /**
   * Asks for a backup. Not idempotent: after a failure without an answer the backup may be running, so look first.
   * Accepted does not mean that it will ever exist (recorded on 8.6.0 with a store that cannot be written).
   * @returns the component's answer when it accepted, for people
   * @throws StepFailure id-in-use (permanent): the id was used before, also by a failed or deleted backup
   * @throws StepFailure busy (transient): another backup, or scaling, is in progress
   */
  abstract trigger(backupId: number, call?: CallOptions): Promise<string>;

  /**
   * One look at one backup. A component also answers `absent` just after it accepted the trigger, and
   * `incomplete` between two parts; only time tells (see `judge`). `completed` means that every part is there and
   * successful, whatever the component's own summary claims.
   */
  abstract look(backupId: number, call?: CallOptions): Promise<BackupObservation>;

  /**
   * The ids of all backups the component knows, in any order, by one call that reads as little as the version allows: later
   * patches of 8.6 and 8.7 then read no snapshot (`verbose=false`), and earlier ones ignore the parameter.
   */
  abstract ids(call?: CallOptions): Promise<number[]>;

  /** All backups the component knows, in any order, by one call. */
  abstract list(call?: CallOptions): Promise<KnownBackup[]>;
}
