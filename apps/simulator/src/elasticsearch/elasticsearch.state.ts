import type { IndexSpec } from '../config/default-indices.ts';

export type SnapshotState = 'IN_PROGRESS' | 'SUCCESS' | 'FAILED' | 'PARTIAL';

export interface SnapshotFailure {
  readonly index: string;
  readonly shardId: number;
  readonly reason: string;
}

/** A file that is gone from the repository: a list of the files of a shard, or a file with data. */
export interface LostFile {
  readonly index: string;
  readonly file: 'shardList' | 'data';
}

export interface Snapshot {
  readonly name: string;
  readonly uuid: string;
  readonly indices: readonly IndexSpec[];
  readonly includeGlobalState: boolean;
  readonly metadata?: unknown;
  readonly startedAt: number;
  /** When it is expected to end: the progress of `_status` is computed from it. */
  readonly expectedEnd: number;
  state: SnapshotState;
  endedAt: number | null;
  failures: SnapshotFailure[];
  lost?: LostFile[];
  /** Of the engine that took it; absent in a state that was saved before it was kept. */
  readonly versionId?: number;
}

export interface Repository {
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** What a shard was filled from. Absent: from nothing, when the index was created. */
export type Recovery = { readonly type: 'EXISTING_STORE'; readonly lost: boolean } | SnapshotRecovery;

export interface SnapshotRecovery {
  readonly type: 'SNAPSHOT';
  readonly repository: string;
  readonly snapshot: string;
  readonly restoreUuid: string;
  readonly startedAt: number;
  readonly expectedEnd: number;
  /** Of all shards of the restore, which come one after the other: how many, and which is the first of this index. */
  readonly shards: number;
  readonly firstShard: number;
  endedAt: number | null;
  /** Why its first shard could not be restored. */
  readonly failure: string | null;
}

export interface StoredIndex extends IndexSpec {
  readonly uuid: string;
  open: boolean;
  recovery?: Recovery;
}

export interface IndexTemplate {
  readonly name: string;
  /** `legacy` templates have an API of their own. */
  readonly kind: 'composable' | 'legacy';
  readonly patterns: readonly string[];
}

export interface ElasticsearchState {
  clusterUuid: string;
  nodeId: string;
  repositories: Repository[];
  /** By location: unregistering a repository does not touch what it holds. */
  snapshots: Record<string, Snapshot[]>;
  indices: StoredIndex[];
  /** Absent in a state that was saved before there were any. */
  templates?: IndexTemplate[];
  /** What is not as by default, by its flat name. */
  clusterSettings?: Record<string, string>;
  /** Lifecycle policies by name. */
  lifecycles?: Record<string, unknown>;
  dataStreams?: string[];
}
