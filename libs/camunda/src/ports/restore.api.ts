import type { CallOptions } from '#http';

/** What a change of the cluster will do, or did not do yet. */
export interface PlannedChange {
  /** Null for a dry run that has none. */
  changeId: string | null;
  /** Its steps in their order, for people. */
  operations: string[];
}

export const CHANGE_STATES = ['running', 'completed', 'failed', 'cancelled', 'unknown'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

export interface RestoreProgress {
  changeId: string | null;
  state: ChangeState;
  /** Partition replicas over all brokers. */
  restored: number;
  total: number;
}

export const CLUSTER_MODES = ['processing', 'recovering', 'mixed'] as const;

export interface ClusterMode {
  /** `mixed`: replicas differ, or some of them are not to be seen. */
  mode: (typeof CLUSTER_MODES)[number];
  /** Replicas that are in recovery mode, of those that the cluster should have. */
  recovering: number;
  replicas: number;
  /** The last change that has ended, however it did; null where the cluster names none. */
  lastChangeId: string | null;
}

/**
 * Restores the partitions of a cluster that runs (8.10). The cluster enters recovery mode, in which it processes nothing; the
 * restore leaves it. Every method throws StepFailure as those of BackupApi do.
 */
export interface RestoreApi {
  /** Idempotent. Track the change before anything else: a restore is refused (busy) until it is completed. */
  enterRecovery(call?: CallOptions): Promise<PlannedChange>;

  /**
   * Back to processing, for a cluster of which nothing was restored. After a restore that did not complete, the data of its
   * partitions is a mix, and only another restore may end recovery mode.
   */
  leaveRecovery(call?: CallOptions): Promise<PlannedChange>;

  /** Whether the backup could be restored. Changes nothing. @throws StepFailure busy: the cluster is not in recovery mode yet */
  dryRun(backupId: number, call?: CallOptions): Promise<PlannedChange>;

  /**
   * Replaces the data of every partition. Not idempotent: after a failure without an answer, look at `progress` first.
   * @throws StepFailure busy (transient): the cluster is not in recovery mode yet
   */
  restore(backupId: number, call?: CallOptions): Promise<PlannedChange>;

  /** What every replica does now, as the gateway sees it. */
  mode(call?: CallOptions): Promise<ClusterMode>;

  /** The change of the cluster that has not ended; null without one. While there is one, no other can begin. */
  pending(call?: CallOptions): Promise<string | null>;

  /** Null while none runs, also right after one has ended: then `change` tells how. */
  progress(call?: CallOptions): Promise<RestoreProgress | null>;

  /** How far a change of the cluster is; `unknown` for one that the cluster does not know, or not yet. */
  change(changeId: string, call?: CallOptions): Promise<ChangeState>;

  /** Ends a change that does not get further. The cluster stays in recovery mode. Idempotent. */
  cancel(changeId: string, call?: CallOptions): Promise<void>;
}
