import type { ControlAction } from '#camunda-processes';
import type { ClusterConfig } from '#config';
import type { CheckResult, RunningVersion, RunRecord } from '#domain';
import type {
  EngineLimits,
  IndexEntry,
  IndexSettings,
  LifecyclePolicy,
  NameHolder,
  SnapshotCheck,
  SnapshotEntry,
  TemplateMatch,
} from '#search';
import type { DatabaseFacts } from './database-facts.ts';
import type { InProcessFacts } from './in-process.facts.ts';
import type { KnownSet } from '../catalogue/known-set.ts';

/** What the engine says of itself, and of what has names that the set needs. */
export interface EngineFacts {
  limits: EngineLimits;
  /** Of every index of the engine. */
  settings: readonly IndexSettings[];
  /** Aliases and data streams that have the name of an index in the set. */
  holders: readonly NameHolder[];
  /** Of the policies that indices with a name in the set have now. */
  lifecycles: readonly LifecyclePolicy[];
}

/** Everything that a plan is made from. Read once, without changing anything. */
export interface RestoreFacts {
  cluster: ClusterConfig;
  /** Patterns of the allow-list; null where the cluster has no `restore` section. */
  allowed: readonly string[] | null;
  known: KnownSet;
  /** The snapshots of the set, as the repository describes them. */
  snapshots: readonly SnapshotEntry[];
  /** The integrity of each of them, by name. */
  integrity: ReadonlyMap<string, SnapshotCheck>;
  /** The repository's answer when it was verified. */
  repository: { ok: boolean; readOnly: boolean; message: string };
  /** Names of snapshots that are being taken now, in any repository. */
  running: readonly string[];
  /** Indices that match the allow-list, or have the name of one in the set. */
  indices: readonly IndexEntry[];
  templates: readonly TemplateMatch[];
  engine: EngineFacts;
  /** Of the components that answer now. */
  versions: readonly RunningVersion[];
  /** Null while Zeebe is stopped. */
  zeebe: { partitions: number; tenants?: readonly string[] } | null;
  /** Null for a cluster on a search engine. */
  database: DatabaseFacts | null;
  /** Null where the restore stops all of Camunda. */
  inProcess: InProcessFacts | null;
  /** The deletion of this set that was started last. */
  deletion: RunRecord | null;
  /** Other complete sets that are newer. */
  newer: readonly number[];
  /** Documents of each index family when the set was taken. */
  documents: Record<string, number> | null;
  /** How Camunda, or what of it the restore stops, is stopped and started. */
  control: {
    adapter: 'commands' | 'kubernetes' | 'manual';
    checks: readonly CheckResult[];
    describe: (action: ControlAction) => string;
  } | null;
  now: Date;
}
