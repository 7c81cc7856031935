import { randomBytes } from 'node:crypto';
import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { IndexSpec } from '../config/default-indices.ts';
import type { LostFile, Repository, Snapshot } from './elasticsearch.state.ts';

export interface SnapshotOrder {
  readonly name: string;
  readonly indices: readonly IndexSpec[];
  readonly includeGlobalState: boolean;
  readonly metadata?: unknown;
  readonly durationMs: number;
}

export type SnapshotOutcome = Pick<Snapshot, 'state' | 'failures'>;

export const success: SnapshotOutcome = { state: 'SUCCESS', failures: [] };

/** A snapshot that lost the first shard of its first index, or all shards when it failed as a whole. */
export function unsuccessful(
  state: 'FAILED' | 'PARTIAL',
  indices: readonly IndexSpec[],
  reason: string,
): SnapshotOutcome {
  const hit = state === 'PARTIAL' ? indices.slice(0, 1) : indices;
  return { state, failures: hit.map(({ name }) => ({ index: name, shardId: 0, reason })) };
}

/** Repositories and what is in them. Snapshots belong to a location, not to the name it is registered under. */
export class SnapshotMachine {
  constructor(private readonly cluster: ClusterContext) {}

  repository(name: string): Repository | undefined {
    return this.cluster.state.elasticsearch.repositories.find((repository) => repository.name === name);
  }

  register(repository: Repository): void {
    this.unregister(repository.name);
    this.cluster.state.elasticsearch.repositories.push(repository);
    this.cluster.record('elasticsearch', 'repository', { repository: repository.name, event: 'registered' });
  }

  unregister(name: string): void {
    const { elasticsearch } = this.cluster.state;
    if (this.repository(name) === undefined) return;
    elasticsearch.repositories = elasticsearch.repositories.filter((repository) => repository.name !== name);
    this.cluster.record('elasticsearch', 'repository', { repository: name, event: 'unregistered' });
  }

  /** Oldest first, as Elasticsearch lists them. */
  list(repository: string): Snapshot[] {
    return this.stored(repository).toSorted(
      (a, b) => a.startedAt - b.startedAt || (a.name < b.name ? -1 : 1),
    );
  }

  find(repository: string, name: string): Snapshot | undefined {
    return this.stored(repository).find((snapshot) => snapshot.name === name);
  }

  /** Whether a snapshot could be written at all. A read-only disk shows only when the result is waited for. */
  isWritable(): boolean {
    return this.cluster.state.settings.elasticsearch.repositoryWritable;
  }

  start(repository: string, order: SnapshotOrder): Snapshot {
    const { durationMs, ...rest } = order;
    const now = this.cluster.now();
    const snapshot: Snapshot = {
      ...rest,
      uuid: randomBytes(16).toString('base64url'),
      startedAt: now,
      expectedEnd: now + durationMs,
      state: 'IN_PROGRESS',
      endedAt: null,
      failures: [],
      versionId: this.cluster.state.settings.elasticsearch.snapshotVersionId,
    };
    this.stored(repository).push(snapshot);
    this.cluster.record('elasticsearch', 'snapshot-started', { repository, snapshot: order.name });
    return snapshot;
  }

  end(repository: string, uuid: string, outcome: SnapshotOutcome): Snapshot | undefined {
    const snapshot = this.stored(repository).find((candidate) => candidate.uuid === uuid);
    if (snapshot?.state !== 'IN_PROGRESS') return undefined;
    snapshot.state = outcome.state;
    snapshot.failures = outcome.failures;
    snapshot.endedAt = this.cluster.now();
    const detail = { repository, snapshot: snapshot.name, state: snapshot.state };
    this.cluster.record('elasticsearch', 'snapshot-ended', detail);
    return snapshot;
  }

  /** Deletes, and aborts what is running. Returns the names that were there. */
  delete(repository: string, names: readonly string[]): string[] {
    const location = this.location(repository);
    const found = this.stored(repository).filter(({ name }) => names.includes(name));
    const { snapshots } = this.cluster.state.elasticsearch;
    snapshots[location] = (snapshots[location] ?? []).filter((snapshot) => !found.includes(snapshot));
    for (const snapshot of found) {
      if (snapshot.state === 'IN_PROGRESS') snapshot.state = 'FAILED';
      this.cluster.record('elasticsearch', 'snapshot-deleted', { repository, snapshot: snapshot.name });
    }
    return found.map(({ name }) => name);
  }

  /** A file is gone from the repository behind the back of Elasticsearch. False when there is no such snapshot. */
  loseFile(repository: string, name: string, file: LostFile['file']): boolean {
    const snapshot = this.find(repository, name);
    const [index] = snapshot?.indices ?? [];
    if (snapshot === undefined || index === undefined) return false;
    snapshot.lost = [...(snapshot.lost ?? []), { index: index.name, file }];
    return true;
  }

  private location(repository: string): string {
    return this.repository(repository)?.settings.location ?? repository;
  }

  private stored(repository: string): Snapshot[] {
    return (this.cluster.state.elasticsearch.snapshots[this.location(repository)] ??= []);
  }
}
