import type { CallOptions } from '#http';
import type { BackupObservation } from '#domain';
import type { EngineRight } from '../engine/engine-rights.ts';

export interface StoreInfo {
  version: string;
  distribution: string;
  /** `cluster_uuid`: tells this store from every other one; null while it has no master yet. */
  uuid: string | null;
  /** The store's clock minus ours (ms), where its answers carry a date. */
  clockSkewMs: number | null;
}

export interface RepositorySettings {
  /** Such as `s3` or `fs`. */
  type: string;
  readOnly: boolean;
  /** `max_number_of_snapshots`; null without a limit. */
  maxSnapshots: number | null;
  /** `max_snapshot_bytes_per_sec`, of each node, as the engine writes it; null where the default applies. */
  maxBytesPerSecond: string | null;
}

export interface SnapshotRequest {
  repository: string;
  /** Exact, lower-case name. */
  snapshot: string;
  /** Index names or patterns; at least one, and none that means "everything". */
  indices: readonly string[];
  /** Kept with the snapshot, returned by look and list. At most 1024 bytes of JSON. */
  metadata: Record<string, unknown>;
}

export interface SnapshotDetails {
  uuid: string | null;
  /** Number of indices in it. */
  indices: number;
  /** The same by name, in no order. */
  indexNames: string[];
  /** Bytes of each of them; empty where the store does not tell, or was not asked for sizes. */
  indexSizes: Record<string, number>;
  /** Of the engine that took it, as the engine writes it (`8.16.0-8.16.1`), and as it counts; null where it does not tell. */
  engineVersion: string | null;
  indexVersion: number | null;
  shards: { total: number; successful: number; failed: number };
  /** Bytes that a restore will bring back; null where the store does not tell. */
  sizeBytes: number | null;
  startedAt: number | null;
  finishedAt: number | null;
  metadata: Record<string, unknown>;
}

/** `done` and `total` count shards. */
export interface SnapshotObservation extends BackupObservation {
  /** Null when the snapshot is absent. */
  details: SnapshotDetails | null;
}

export interface SnapshotEntry extends SnapshotDetails {
  snapshot: string;
  /** The store's own word (SUCCESS, IN_PROGRESS, PARTIAL, FAILED, INCOMPATIBLE): what it is worth depends on whose it is. */
  state: string;
}

/** How a look at a snapshot judges it. */
export interface SnapshotLook {
  /** A snapshot of no index is as good. */
  mayBeEmpty?: boolean;
}

/** What the index of the repository alone tells of a snapshot. */
export interface SnapshotName {
  snapshot: string;
  uuid: string;
  /** The store's own word, as in SnapshotEntry. */
  state: string;
}

export interface RightsQuestion {
  rights: readonly EngineRight[];
  /** The indices that rights on indices are needed for. */
  patterns: readonly string[];
}

/** What the user of a store may not do. */
export interface MissingRights {
  user: string;
  /** By the engine's own names; an action on indices where any of the patterns lacks it. */
  actions: string[];
}

/** What verifySnapshot found. */
export interface SnapshotCheck {
  ok: boolean;
  /** What was found, in the store's words where something is wrong. */
  message: string;
  shards: { total: number; successful: number; failed: number };
  /** Bytes that a restore will bring back; null where the store does not tell. */
  sizeBytes: number | null;
}

/**
 * Snapshots of one search cluster. Every method throws a transient StepFailure `unreachable`, `unavailable` or
 * `unexpected-answer` when the store cannot answer, and a permanent `refused` when a person has to fix something
 * (repository not registered, no access, not a supported product, a name that is not exact).
 */
export abstract class SnapshotStore {
  abstract ping(call?: CallOptions): Promise<StoreInfo>;

  /**
   * Which of these rights the user that is shown to the store does not have. Changes nothing.
   * @returns null where the store has no security, so that everyone may do everything; `untold` where it has, and does
   * not tell what a user may do
   */
  abstract missingRights(
    question: RightsQuestion,
    call?: CallOptions,
  ): Promise<MissingRights | 'untold' | null>;

  /**
   * The repository is registered, and every node can write to it. Writes and removes a test file.
   * @returns the number of nodes that verified it
   * @throws StepFailure refused: not registered, or some node cannot use it; repository-read-only. The message has the remedy
   */
  abstract verifyRepository(repository: string, call?: CallOptions): Promise<{ nodes: number }>;

  /**
   * Number of concrete, open, not hidden indices that match; 0 when none does.
   * @throws StepFailure refused for an empty pattern or one that means "everything"
   */
  abstract countIndices(pattern: string, call?: CallOptions): Promise<number>;

  /** Names of all registered repositories, sorted. Changes nothing. */
  abstract repositories(call?: CallOptions): Promise<string[]>;

  /**
   * How the repository is registered. Changes nothing.
   * @throws StepFailure refused: not registered
   */
  abstract repository(repository: string, call?: CallOptions): Promise<RepositorySettings>;

  /**
   * Names of the indices that match and have a primary shard on no node: no snapshot can hold them.
   * @param patterns with a wildcard each; a concrete name that nothing has would be waited for
   * @throws StepFailure refused for an empty pattern or one that means "everything"
   */
  abstract unassignedIndices(patterns: readonly string[], call?: CallOptions): Promise<string[]>;

  /** Names of the snapshots that are being taken now, in this repository or (without one) in all of them. */
  abstract runningSnapshots(repository?: string, call?: CallOptions): Promise<string[]>;

  /**
   * Starts a snapshot and returns as soon as it is accepted; look until it is done. Not idempotent: after a failure
   * without an answer it may have been started, so look first. A pattern that matches nothing is accepted by the
   * store and gives a snapshot of nothing; count the indices before.
   * @throws StepFailure id-in-use (permanent): a snapshot of this name exists or is being taken
   * @throws StepFailure busy (transient): another operation in the repository excludes it
   * @throws StepFailure refused (permanent), before anything is sent, for metadata of more than 1024 bytes
   */
  abstract create(request: SnapshotRequest, call?: CallOptions): Promise<void>;

  /**
   * One look. `completed` only with no failed shard and, unless it may be empty, at least one index: otherwise a successful
   * snapshot of nothing is `failed`. `absent` is also what the store says when an accepted snapshot was lost.
   */
  abstract look(
    repository: string,
    snapshot: string,
    call?: CallOptions & SnapshotLook,
  ): Promise<SnapshotObservation>;

  /** All snapshots whose name matches (`*` allowed; all when left out), oldest first. */
  abstract list(repository: string, pattern?: string, call?: CallOptions): Promise<SnapshotEntry[]>;

  /**
   * Every snapshot of the repository, in no order, by one call that reads no snapshot: cheap with tens of thousands.
   * One whose own file is lost or unreadable is still listed here, and missing from `list` and `describe`.
   */
  abstract names(repository: string, call?: CallOptions): Promise<SnapshotName[]>;

  /**
   * The snapshots that match any of the names or patterns (`*` allowed), oldest first, with their sizes; a name that
   * nothing has is left out. One call unless there are many patterns or many snapshots.
   * @throws StepFailure refused for a pattern with a comma, or one that starts with `-` or `_`
   */
  abstract describe(
    repository: string,
    patterns: readonly string[],
    call?: CallOptions,
  ): Promise<SnapshotEntry[]>;

  /**
   * Whether one snapshot can be restored, as far as that shows without reading its data: it succeeded, no shard
   * failed, and the file list of every shard can be read. A lost or damaged data file does not show here; only a
   * restore meets it. A snapshot of nothing is ok. Reads one file per shard, so give it time (`call.timeoutMs`).
   * @returns not ok also for a snapshot that is absent, still running, or unreadable; changes nothing
   * @throws StepFailure as all methods do, when the store cannot tell
   */
  abstract verifySnapshot(repository: string, snapshot: string, call?: CallOptions): Promise<SnapshotCheck>;

  /**
   * Deletes one snapshot by its exact name; stops it when it is being taken. Idempotent: an unknown name is fine.
   * @throws StepFailure refused for a name with a wildcard or comma, or a missing repository
   * @throws StepFailure busy (transient): it is being restored
   */
  abstract delete(repository: string, snapshot: string, call?: CallOptions): Promise<void>;

  /** Lets go of connections. No call may follow. */
  abstract close(): Promise<void>;
}
