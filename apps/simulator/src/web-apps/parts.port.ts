import type { SnapshotFailure } from '../elasticsearch/elasticsearch.state.ts';
import type { PartPlan, PartsOwner } from './web-app.state.ts';

/** One snapshot of a backup of Operate, Tasklist or Optimize. */
export interface Part {
  readonly name: string;
  readonly uuid: string;
  readonly backupId: number;
  /** How many parts the backup is to have, as the metadata of the snapshot says. */
  readonly partCount: number | undefined;
  /** As Elasticsearch reports it: SUCCESS, IN_PROGRESS, FAILED, PARTIAL or INCOMPATIBLE. */
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Null while it runs, and where only a separate web application asks. */
  readonly endedAt?: number | null;
  readonly failures: readonly SnapshotFailure[];
}

export type PartsProblem = 'elasticsearch-down' | 'repository-missing';

type Soon<Value> = Value | Promise<Value>;

/** Where a web application, or the history of an Orchestration Cluster, keeps the parts of its backups: in the simulated Elasticsearch, or in a real one. */
export interface Parts {
  readonly app: PartsOwner;
  /** The repository that the application is configured with. */
  readonly repository: string;
  /** Why the snapshots cannot be read, if they cannot. */
  problem(): Soon<PartsProblem | undefined>;
  /** All parts, or those of one backup; oldest first. Only to be asked when there is no problem. */
  find(backupId?: number): Soon<readonly Part[]>;
  /** Whether parts of a backup have not started yet: the queue of these is in memory only (of a `node`, where brokers have one). */
  isBusy(node?: string): boolean;
  /** Whether the deletion of a backup was answered and is not done yet. */
  isDeleting(backupId: number): boolean;
  /** Which of these indices the search engine lacks. */
  missing(indices: readonly string[]): Soon<readonly string[]>;
  /** Begins a backup, which runs on by itself. @returns the names of its snapshots */
  take(backupId: number, plan: PartPlan, node?: string): string[];
  /** Deletes the parts of a backup that were taken by the present version. May happen after the answer. */
  delete(backupId: number): Soon<void>;
  /** The process ended: parts that have not started are forgotten. A part that runs continues in Elasticsearch. */
  restart(node?: string): void;
  /** The process starts: makes the indices that it misses, empty. It is up when the promise is fulfilled. */
  start(): Soon<void>;
}
