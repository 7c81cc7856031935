import type { CallOptions } from '#http';
import type { Query } from '../engine/engine-request.ts';
import type { EngineError } from '../engine/odd-answer.ts';
import type { Asker } from '../engine/asker.ts';
import type { SnapshotInfo } from '../engine/shapes.ts';
import type { LifecyclePolicy } from '../ports/restore-store.port.ts';
import type { Answer } from './strangers.ts';
import type { MissingRights, RightsQuestion } from '../ports/snapshot-store.port.ts';

/** Snapshots of one repository, by names or patterns. */
export interface SnapshotQuery {
  repository: string;
  patterns: readonly string[];
  /** Whether to tell how large they are. */
  sizes: boolean;
}

/** All in which one search engine differs from the others. What is the same for all is in `engine/`. */
export interface Dialect {
  /** As `version.distribution` has it; Elasticsearch has none. */
  readonly name: 'elasticsearch' | 'opensearch';
  /** As people write it. */
  readonly title: 'Elasticsearch' | 'OpenSearch';

  /** Why what gave this answer, with success, is not this engine; null where nothing contradicts. */
  strangerIn(answer: Answer): string | null;

  /** The error that an answer with success carries; null where it carries none. */
  errorIn(body: unknown): EngineError | null;

  /** How the engine numbers the format of its indices, for a node that does not tell. */
  indexVersionOf(version: string): number;

  /** What a snapshot and a restore leave out, beyond the state of the cluster. */
  readonly withoutFeatures: Readonly<Record<string, unknown>>;

  /** For `_resolve/index`: names that nothing has are left out. */
  readonly resolving: Query;

  /** Parameters that older versions do not know. A question is asked without them where the engine refuses them. */
  readonly newer: readonly string[];

  /** For a list of names that reads no snapshot. */
  readonly namesOnly: Query;

  /** Every snapshot that matches, once or more, in no order; a name that nothing has is left out. */
  find(connection: Asker, query: SnapshotQuery, call?: CallOptions): Promise<SnapshotInfo[]>;

  /** For the description of one snapshot with its sizes. */
  readonly describing: Query;

  /** Adds what `describing` did not bring: how large the indices of these snapshots are. Leaves out what cannot be read. */
  withSizes(
    connection: Asker,
    found: { repository: string; snapshots: readonly SnapshotInfo[] },
    call?: CallOptions,
  ): Promise<SnapshotInfo[]>;

  /** Names of the snapshots that are being taken, in one repository or (null) in all. */
  running(connection: Asker, repository: string | null, call?: CallOptions): Promise<string[]>;

  /** As `SnapshotStore.missingRights`. */
  missingRights(
    connection: Asker,
    question: RightsQuestion,
    call?: CallOptions,
  ): Promise<MissingRights | 'untold' | null>;

  readonly lifecycle: {
    /** Paths below `settings.index` at which an index may have the name of its policy. */
    readonly policyPaths: readonly (readonly string[])[];
    /** Patterns of settings that give an index to a policy. */
    readonly settings: readonly string[];
    /** Null where it does not exist, the engine has no such feature, or the account may not read it. */
    read(connection: Asker, policy: string, call?: CallOptions): Promise<LifecyclePolicy | null>;
  };
}
