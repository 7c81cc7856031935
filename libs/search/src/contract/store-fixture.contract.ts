import type { RestoreStore } from '../ports/restore-store.port.ts';
import type { SnapshotStore } from '../ports/snapshot-store.port.ts';

/** What the suites need from the one who runs them. */
export interface StoreFixture {
  store: SnapshotStore;
  restores: RestoreStore;
  /** Registered and writable. The suites make snapshots named `contract-…` in it and remove them. */
  repository: string;
  /** Creates an index (its name starts with `contract-`) with two documents of some kilobytes. */
  createIndex: (
    name: string,
    options: { hidden?: boolean; shards?: number; alias?: string },
  ) => Promise<void>;
  /** Creates an index whose shards are on no node. */
  createUnassigned: (name: string) => Promise<void>;
  closeIndex: (name: string) => Promise<void>;
  /** Settings of an index by their flat names; null takes one away. */
  putSettings: (name: string, settings: Record<string, unknown>) => Promise<void>;
  /** The same of the whole engine. */
  putClusterSettings: (settings: Record<string, unknown>) => Promise<void>;
  /** Makes an empty data stream, and takes it away; left out where the engine has no such feature. */
  dataStream?: { create: (name: string) => Promise<void>; remove: (name: string) => Promise<void> };
  /** Puts a lifecycle policy that deletes at this age; left out where the engine has no such feature. */
  putLifecycle?: (name: string, minAge: string) => Promise<void>;
  putTemplate: (name: string, kind: 'composable' | 'legacy', pattern: string) => Promise<void>;
  deleteTemplate: (name: string, kind: 'composable' | 'legacy') => Promise<void>;
  /** While the work is done, snapshots and restores of a few kilobytes take seconds. */
  slowly: (work: () => Promise<void>) => Promise<void>;
  /** Registers a second, read-only view of the repository and gives its name; left out where that cannot be done. */
  registerReadOnly?: () => Promise<string>;
  /**
   * Removes a file of the snapshot's first index behind the engine's back: the list of the files of a shard, or the
   * data itself. Left out where the files of the repository cannot be reached.
   */
  loseFile?: (snapshot: string, file: 'shardList' | 'data') => Promise<void>;
  close: () => Promise<void>;
}
