import type { IndexSpec } from '../config/default-indices.ts';

export type SnapshotState = 'IN_PROGRESS' | 'SUCCESS' | 'FAILED' | 'PARTIAL';

export interface SnapshotFailure {
  readonly index: string;
  readonly shardId: number;
  readonly reason: string;
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
}

export interface Repository {
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface StoredIndex extends IndexSpec {
  readonly uuid: string;
  open: boolean;
}

export interface ElasticsearchState {
  clusterUuid: string;
  nodeId: string;
  repositories: Repository[];
  /** By location: unregistering a repository does not touch what it holds. */
  snapshots: Record<string, Snapshot[]>;
  indices: StoredIndex[];
}
