import type { CallOptions } from '#http';

export interface IndexEntry {
  name: string;
  /** Documents in its primary shards that are in use; null when it is closed, none is, or its metadata is locked. */
  docs: number | null;
  /** Of the same shards; null as with `docs`. */
  sizeBytes: number | null;
  open: boolean;
  hidden: boolean;
}

export interface RestoreRequest {
  repository: string;
  /** Exact name. */
  snapshot: string;
  /** Names or patterns of what to restore; left out: all that is in the snapshot. */
  indices?: readonly string[];
}

/** One index under another name, so that the index of its own name stays. */
export interface RehearsalRequest {
  repository: string;
  /** Exact name. */
  snapshot: string;
  /** Exact name of the index in the snapshot. */
  index: string;
  /** Exact name under which it is restored. */
  as: string;
}

/** What has a name that an index would need, and is no index. */
export interface NameHolder {
  name: string;
  kind: 'alias' | 'data-stream';
  /** The indices behind it. */
  indices: string[];
}

/** Settings of an index that decide whether it can be deleted, and what a restore adds to. */
export interface IndexSettings {
  index: string;
  open: boolean;
  /** Blocks that are on, without `index.blocks.`: `read_only`, `read_only_allow_delete`, `read`, `write`, `metadata`. */
  blocks: string[];
  /** Primary shards. */
  shards: number;
  /** Copies of each of them. */
  replicas: number;
  /** Name of its lifecycle policy. */
  lifecycle: string | null;
  /** From when its lifecycle counts its age (ms); null where the engine does not tell. */
  ageFrom: number | null;
}

/** What the engine itself allows. */
export interface EngineLimits {
  /** Lowest version of a node, such as `8.16.1`. */
  version: string;
  /** Highest version of an index that every node can read, as the engine numbers them. */
  indexVersion: number;
  /** Blocks of the whole cluster that are on, without `cluster.blocks.`: `read_only`, `read_only_allow_delete`. */
  blocks: string[];
  /** Open shards, replicas included, that the data nodes may hold together. */
  maxShards: number;
  /** Bytes that shards may still take on all data nodes together, below the high watermark; null where no node tells. */
  roomBytes: number | null;
}

export interface LifecyclePolicy {
  policy: string;
  /** Age at which it deletes an index (ms); null where it deletes none. */
  deletesAfterMs: number | null;
}

/** How an index came to be, by its primary shards. */
export interface IndexRecovery {
  index: string;
  /**
   * `snapshot`: every primary shard comes from the snapshot that `repository` and `snapshot` name. `other`: at least
   * one does not. A restored index becomes `other` when its shard moves, the index is closed, or its node restarts.
   */
  type: 'snapshot' | 'other';
  /** The name under which the restore knew the repository; null for `other`. */
  repository: string | null;
  snapshot: string | null;
  /** Every primary shard is in use. */
  done: boolean;
  /** Primary shards. */
  shardsDone: number;
  shardsTotal: number;
  /** Copied from the snapshot, or found in place. */
  bytesDone: number;
  /** Of the shards that have started; grows while others wait. */
  bytesTotal: number;
  /**
   * Why the store no longer places a primary shard, in its words; null otherwise. After a failed restore, or
   * one that the loss of a node cut short, this stays until the index is deleted; a full disk may get room again.
   */
  stuck: string | null;
}

export interface TemplateMatch {
  prefix: string;
  /** Names of the templates for indices that start with the prefix. */
  templates: string[];
}

/**
 * What a restore does to the indices of one search cluster. Throws as SnapshotStore does; lists of names are cut
 * into as many calls as the length of an address allows, and a call that fails leaves the earlier ones done.
 */
export abstract class RestoreStore {
  /**
   * Concrete indices that match, also closed and hidden ones, sorted by name. An alias is never one, and a name that
   * nothing has is left out.
   * @throws StepFailure refused for no pattern, or one that means "everything"
   */
  abstract indices(patterns: readonly string[], call?: CallOptions): Promise<IndexEntry[]>;

  /**
   * Deletes indices for good, by their exact names. A restore that fills them ends with them, and keeps its snapshot
   * busy a moment longer. Idempotent: a name that nothing has is fine.
   * @throws StepFailure refused, before anything is deleted, for a name that is not exact or starts with `.`, `-` or
   * `_`, and for the name of an alias or data stream
   * @throws StepFailure busy (transient): one of them is in a snapshot that is being taken
   */
  abstract deleteIndices(names: readonly string[], call?: CallOptions): Promise<void>;

  /**
   * Starts to restore indices with their settings and aliases, without the state of the cluster, and returns as soon
   * as that is accepted; read `recovery` until all are done. Not idempotent: after a failure without an answer it may
   * have been started, so read `recovery` first. A closed index of that name is overwritten, and open afterwards. A
   * snapshot (or pattern) without indices is accepted and restores nothing. Blocks (`index.blocks.*`) that the indices
   * had when the snapshot was taken are left out: Camunda could not write to them.
   * @throws StepFailure snapshot-missing (permanent): absent, or still being taken
   * @throws StepFailure index-in-the-way (permanent): an open index, or an alias, has such a name; the message names it
   * @throws StepFailure busy (transient): a snapshot is being deleted, or the cluster holds as many shards as it may
   * @throws StepFailure refused (permanent) for a snapshot that is not whole, or not of a version it can read
   */
  abstract restore(request: RestoreRequest, call?: CallOptions): Promise<void>;

  /**
   * Starts to restore one index under another name, without aliases, replicas, blocks and lifecycle policy, and returns
   * as soon as that is accepted. Not idempotent: read `recovery` of the new name first.
   * @throws StepFailure as `restore`
   */
  abstract rehearse(request: RehearsalRequest, call?: CallOptions): Promise<void>;

  /**
   * Aliases and data streams that have one of these exact names, sorted by name. Changes nothing.
   * @throws StepFailure refused for a name that is not exact
   */
  abstract holders(names: readonly string[], call?: CallOptions): Promise<NameHolder[]>;

  /** Settings of every index, also of closed, hidden and locked ones, sorted by name. Changes nothing. */
  abstract settings(call?: CallOptions): Promise<IndexSettings[]>;

  /** Version, blocks and limits of the whole engine as they are now. Changes nothing. */
  abstract limits(call?: CallOptions): Promise<EngineLimits>;

  /**
   * The lifecycle policies of these names, as far as they exist; none where the engine has no such feature or the account
   * may not read them. Changes nothing.
   */
  abstract lifecycles(policies: readonly string[], call?: CallOptions): Promise<LifecyclePolicy[]>;

  /**
   * One look at how these indices came to be, sorted by name. One that does not exist is left out.
   * @throws StepFailure refused for a name that is not exact
   */
  abstract recovery(indices: readonly string[], call?: CallOptions): Promise<IndexRecovery[]>;

  /** For each prefix, in the order given, the index templates (composable and legacy) made for such indices. */
  abstract templates(prefixes: readonly string[], call?: CallOptions): Promise<TemplateMatch[]>;

  /** Lets go of connections. No call may follow. */
  abstract close(): Promise<void>;
}
