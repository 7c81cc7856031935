import type { Client } from '@elastic/elasticsearch';
import type { estypes } from '@elastic/elasticsearch';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterContext } from '../../cluster/cluster.context.ts';
import { partCount, partName, partNumbers, partPattern, snapshotPrefix } from '../../web-apps/part-layout.ts';
import type { Part, Parts, PartsProblem } from '../../web-apps/parts.port.ts';
import type { PartPlan, PartRun, WebAppName } from '../../web-apps/web-app.state.ts';
import { hasStatus, reasonOf } from './search-engine.ts';
import { makeMissingIndices } from './web-app-indices.ts';

function partOf({ snapshot, uuid, state, metadata, ...rest }: estypes.SnapshotSnapshotInfo): Part {
  return {
    name: snapshot,
    uuid,
    backupId: Number(metadata?.['backupId'] ?? 0),
    partCount: metadata?.['partCount'] as number | undefined,
    state: state ?? 'IN_PROGRESS',
    startedAt: rest.start_time_in_millis ?? 0,
    failures: (rest.failures ?? []).map(({ index, shard_id: shardId, reason }) => ({
      index,
      shardId,
      reason,
    })),
  };
}

/** Parts as snapshots of a real Elasticsearch, taken one after the other. */
export class StoredParts implements Parts {
  constructor(
    readonly app: WebAppName,
    private readonly cluster: ClusterContext,
    private readonly elasticsearch: Client,
    private readonly closing: AbortSignal,
  ) {}

  get repository(): string {
    return this.cluster.config.repository;
  }

  async problem(): Promise<PartsProblem | undefined> {
    try {
      await this.elasticsearch.snapshot.getRepository({ name: this.repository });
      return undefined;
    } catch (error) {
      return hasStatus(error, 404) ? 'repository-missing' : 'elasticsearch-down';
    }
  }

  async find(backupId?: number): Promise<Part[]> {
    const prefix = snapshotPrefix(this.app) + (backupId === undefined ? '' : `${backupId}_`);
    const { snapshots = [] } = await this.elasticsearch.snapshot
      .get({ repository: this.repository, snapshot: `${prefix}*` })
      .catch((error: unknown) => {
        // OpenSearch says so where nothing matches; Elasticsearch gives an empty list.
        if (reasonOf(error).includes('snapshot_missing_exception')) return { snapshots: [] };
        throw error;
      });
    return snapshots.map(partOf).sort((a, b) => a.startedAt - b.startedAt || (a.name < b.name ? -1 : 1));
  }

  isBusy(): boolean {
    return this.state.waiting.length > 0;
  }

  take(backupId: number, plan: PartPlan): string[] {
    if (plan.neverAppears !== true && plan.stopsAfterPart !== 0) {
      const run = { backupId, plan };
      this.state.waiting.push(run);
      this.runParts(run)
        // What goes wrong after the answer leaves no trace but missing parts, as with the real applications.
        .catch((error: unknown) => this.record('part-ended', { backupId, error: reasonOf(error) }))
        .finally(() => this.forget(run));
    }
    return this.names(backupId);
  }

  async delete(backupId: number): Promise<void> {
    const snapshots = this.names(backupId);
    for (const snapshot of snapshots) await this.deletePart(snapshot);
    this.record('parts-deleted', { backupId, snapshots });
  }

  restart(): void {
    this.state.waiting = [];
    this.state.unknownAnswers = 0;
  }

  async start(): Promise<void> {
    const indices = await makeMissingIndices(this.elasticsearch, this.app);
    if (indices.length > 0)
      this.cluster.record('elasticsearch', 'indices', { event: 'created', by: this.app, indices });
  }

  private get state() {
    return this.cluster.state.webApps[this.app];
  }

  private async runParts(run: PartRun): Promise<void> {
    const { appearDelayMs, partGapMs } = this.cluster.state.settings[this.app];
    await this.wait(appearDelayMs);
    for (const part of partNumbers(this.app)) {
      if (!this.state.waiting.includes(run)) return;
      // Only parts that have not started keep the next backup waiting.
      if (part === partCount(this.app)) this.forget(run);
      if (!(await this.takePart(run.backupId, part)) || run.plan.stopsAfterPart === part) return;
      if (part < partCount(this.app)) await this.wait(partGapMs);
    }
  }

  /** @returns whether the next part follows; only FAILED ends a backup, as in a cluster in memory */
  private async takePart(backupId: number, part: number): Promise<boolean> {
    const { version } = this.cluster.config;
    const snapshot = this.partName(backupId, part);
    this.record('part-started', { backupId, part, snapshot });
    const answer = await this.elasticsearch.snapshot.create({
      repository: this.repository,
      snapshot,
      wait_for_completion: true,
      indices: partPattern(this.app, part),
      // Parts for dated indices match nothing on a young cluster.
      ignore_unavailable: true,
      include_global_state: true,
      feature_states: ['none'],
      metadata: { partCount: partCount(this.app), backupId, partNo: part, version },
    });
    const state = answer.snapshot?.state ?? 'FAILED';
    this.record('part-ended', { backupId, part, snapshot, state });
    return state !== 'FAILED';
  }

  private async deletePart(snapshot: string): Promise<void> {
    try {
      await this.elasticsearch.snapshot.delete({ repository: this.repository, snapshot });
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
    }
  }

  private names(backupId: number): string[] {
    return partNumbers(this.app).map((part) => this.partName(backupId, part));
  }

  private partName(backupId: number, part: number): string {
    return partName(this.app, { backupId, version: this.cluster.config.version }, part);
  }

  private forget(run: PartRun): void {
    this.state.waiting = this.state.waiting.filter((candidate) => candidate !== run);
  }

  private wait(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.closing, ref: false });
  }

  private record(kind: 'part-started' | 'part-ended' | 'parts-deleted', detail: object): void {
    this.cluster.record(this.app, kind, { ...detail });
  }
}
