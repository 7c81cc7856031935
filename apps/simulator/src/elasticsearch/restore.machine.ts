import { randomUUID } from 'node:crypto';
import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { IndexSpec } from '../config/default-indices.ts';
import type { Snapshot, StoredIndex } from './elasticsearch.state.ts';
import { storedIndex } from './initial-elasticsearch.state.ts';
import { isRestoring } from './recovery.view.ts';
import { lostFilePath } from './snapshot-files.ts';

export interface RestoreOrder {
  readonly repository: string;
  readonly snapshot: Snapshot;
  readonly indices: readonly RestoredIndex[];
}

/** An index as it is to be, and the name that it has in the snapshot. */
export interface RestoredIndex {
  readonly from: string;
  readonly spec: IndexSpec;
}

const hasFailed = ({ recovery }: StoredIndex): boolean =>
  recovery?.type === 'SNAPSHOT' && recovery.failure !== null;

/** Where indices come from. All is in the state of the cluster, so there may be several of these. */
export class RestoreMachine {
  constructor(private readonly cluster: ClusterContext) {}

  /** The indices are there at once, open and empty; what stood there closed is gone. Returns the restore's uuid. */
  start({ repository, snapshot, indices }: RestoreOrder): string {
    const { elasticsearch: state, settings } = this.cluster.state;
    const restoreUuid = randomUUID();
    const startedAt = this.cluster.now();
    const durationMs = settings.elasticsearch.restoreDurationMs;
    const shards = indices.reduce((sum, { spec }) => sum + spec.shards, 0);
    const names = indices.map(({ spec }) => spec.name);
    let firstShard = 0;
    const created = indices.map(({ from, spec }): StoredIndex => {
      const lost = snapshot.lost?.find(({ index }) => index === from);
      const recovery = {
        type: 'SNAPSHOT' as const,
        repository,
        snapshot: snapshot.name,
        restoreUuid,
        startedAt,
        expectedEnd: startedAt + durationMs,
        shards,
        firstShard,
        endedAt: null,
        failure: lost === undefined ? null : lostFilePath(repository, snapshot.uuid, lost),
      };
      firstShard += spec.shards;
      return { ...storedIndex(spec), recovery };
    });
    state.indices = [...state.indices.filter(({ name }) => !names.includes(name)), ...created];
    this.note('restore-started', snapshot.name, names);
    this.cluster.timeline.after(durationMs, { kind: 'restore-ends', restoreUuid });
    return restoreUuid;
  }

  /** Ends what is left of a restore: its indices may have been deleted, or lost. */
  end(restoreUuid: string): void {
    const ended = this.indicesOf(restoreUuid);
    for (const { recovery } of ended) {
      if (recovery?.type === 'SNAPSHOT') recovery.endedAt = this.cluster.now();
    }
    const snapshot = ended.find(({ recovery }) => recovery?.type === 'SNAPSHOT')?.recovery;
    if (snapshot?.type !== 'SNAPSHOT') return;
    for (const [event, failed] of [
      ['restored', false],
      ['restore-failed', true],
    ] as const) {
      const names = ended.filter((index) => hasFailed(index) === failed).map(({ name }) => name);
      if (names.length > 0) this.note(event, snapshot.snapshot, names);
    }
  }

  isRunning(restoreUuid: string): boolean {
    return this.indicesOf(restoreUuid).some(isRestoring);
  }

  /** Whether an index is being filled from this snapshot now. */
  uses(repository: string, snapshot: string): boolean {
    return this.cluster.state.elasticsearch.indices.some(
      (index) =>
        isRestoring(index) &&
        index.recovery?.type === 'SNAPSHOT' &&
        index.recovery.repository === repository &&
        index.recovery.snapshot === snapshot,
    );
  }

  /** What a node finds when it starts again: it no longer knows of restores, and half an index is worth nothing. */
  forget(): void {
    for (const index of this.cluster.state.elasticsearch.indices) {
      const lost = isRestoring(index) || (index.recovery?.type === 'EXISTING_STORE' && index.recovery.lost);
      index.recovery = { type: 'EXISTING_STORE', lost };
    }
  }

  private indicesOf(restoreUuid: string): StoredIndex[] {
    return this.cluster.state.elasticsearch.indices.filter(
      ({ recovery }) => recovery?.type === 'SNAPSHOT' && recovery.restoreUuid === restoreUuid,
    );
  }

  private note(event: string, snapshot: string, indices: readonly string[]): void {
    this.cluster.record('elasticsearch', 'indices', { event, snapshot, indices });
  }
}
