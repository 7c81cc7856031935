import type { Client } from '@elastic/elasticsearch';
import type { estypes } from '@elastic/elasticsearch';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IndexTemplate } from '../../elasticsearch/elasticsearch.state.ts';
import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { PartLayout } from '../../web-apps/part-layout.ts';
import type { Part, Parts, PartsProblem } from '../../web-apps/parts.port.ts';
import type { PartPlan, PartRun, PartsOwner, WebAppState } from '../../web-apps/web-app.state.ts';
import { hasStatus, reasonOf } from './search-engine.ts';
import { makeMissingIndices, missingIndices } from './web-app-indices.ts';

function partOf({ snapshot, uuid, state, metadata, ...rest }: estypes.SnapshotSnapshotInfo): Part {
  return {
    name: snapshot,
    uuid,
    backupId: Number(metadata?.['backupId'] ?? 0),
    partCount: metadata?.['partCount'] as number | undefined,
    state: state ?? 'IN_PROGRESS',
    startedAt: rest.start_time_in_millis ?? 0,
    endedAt: state === 'IN_PROGRESS' ? null : (rest.end_time_in_millis ?? null),
    failures: (rest.failures ?? []).map(({ index, shard_id: shardId, reason }) => ({
      index,
      shardId,
      reason,
    })),
  };
}

/** Whose parts they are, and what it makes when it starts. */
export interface StoredOwner {
  readonly app: PartsOwner;
  readonly layout: PartLayout;
  readonly templates: readonly IndexTemplate[];
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Parts as snapshots of a real engine, taken one after the other. */
export class StoredParts implements Parts {
  constructor(
    private readonly owner: StoredOwner,
    private readonly cluster: ClusterContext,
    private readonly elasticsearch: Client,
    private readonly closing: AbortSignal,
  ) {}

  get app(): PartsOwner {
    return this.owner.app;
  }

  get repository(): string {
    return this.layout.repository ?? this.cluster.config.repository;
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
    const prefix = this.layout.prefix + (backupId === undefined ? '' : `${backupId}_`);
    const { snapshots = [] } = await this.elasticsearch.snapshot
      .get({ repository: this.repository, snapshot: `${prefix}*` })
      .catch((error: unknown) => {
        // OpenSearch says so where nothing matches; Elasticsearch gives an empty list.
        if (reasonOf(error).includes('snapshot_missing_exception')) return { snapshots: [] };
        throw error;
      });
    return snapshots.map(partOf).sort((a, b) => a.startedAt - b.startedAt || (a.name < b.name ? -1 : 1));
  }

  isBusy(node?: string): boolean {
    return this.state.waiting.some((run) => node === undefined || run.node === node);
  }

  isDeleting(backupId: number): boolean {
    return this.state.deleting?.includes(backupId) ?? false;
  }

  missing(indices: readonly string[]): Promise<readonly string[]> {
    return missingIndices(this.elasticsearch, indices);
  }

  take(backupId: number, plan: PartPlan, node?: string): string[] {
    const count = this.layout.count();
    if (plan.neverAppears !== true && plan.stopsAfterPart !== 0) {
      const run = { backupId, plan, ...(node === undefined ? {} : { node }) };
      this.state.waiting.push(run);
      this.runParts(run, count)
        // What goes wrong after the answer leaves no trace but missing parts, as with the real applications.
        .catch((error: unknown) => this.record('part-ended', { backupId, error: reasonOf(error) }))
        .finally(() => this.forget(run));
    }
    return this.names(backupId, count);
  }

  /** The separate applications answer when it is done; the history answers at once. */
  delete(backupId: number): Promise<void> | undefined {
    if (!this.layout.deletesWhatExists)
      return this.deleteParts(backupId, this.names(backupId, this.layout.count()));
    this.state.deleting = [...(this.state.deleting ?? []), backupId];
    this.find(backupId)
      .then((found) =>
        this.deleteParts(
          backupId,
          found.map(({ name }) => name),
        ),
      )
      .catch((error: unknown) => this.record('parts-deleted', { backupId, error: reasonOf(error) }))
      .finally(() => {
        this.state.deleting = this.state.deleting?.filter((id) => id !== backupId);
      });
    return undefined;
  }

  private async deleteParts(backupId: number, snapshots: readonly string[]): Promise<void> {
    for (const snapshot of snapshots) await this.deletePart(snapshot);
    this.record('parts-deleted', { backupId, snapshots });
  }

  restart(node?: string): void {
    this.state.waiting = this.state.waiting.filter((run) => node !== undefined && run.node !== node);
    this.state.unknownAnswers = 0;
  }

  async start(): Promise<void> {
    const count = this.layout.count();
    const own = numbers(count).flatMap((part) => this.layout.indices(part, count));
    const { templates } = this.owner;
    const indices = await makeMissingIndices(this.elasticsearch, { templates, indices: own });
    if (indices.length > 0)
      this.cluster.record('elasticsearch', 'indices', { event: 'created', by: this.app, indices });
  }

  private get layout(): PartLayout {
    return this.owner.layout;
  }

  private get state(): WebAppState {
    return (this.cluster.state.webApps[this.app] ??= { waiting: [], unknownAnswers: 0 });
  }

  private get version(): string {
    const { version, optimizeVersion } = this.cluster.config;
    return this.app === 'optimize' ? optimizeVersion : version;
  }

  private async runParts(run: PartRun, count: number): Promise<void> {
    const { appearDelayMs, partGapMs } = this.cluster.state.settings[this.app];
    await this.wait(appearDelayMs);
    for (const part of numbers(count)) {
      if (!this.state.waiting.includes(run)) return;
      // Only parts that have not started keep the next backup waiting.
      if (part === count) this.forget(run);
      if (!(await this.takePart(run.backupId, part, count)) || run.plan.stopsAfterPart === part) return;
      if (part < count) await this.wait(partGapMs);
    }
  }

  /** @returns whether the next part follows, as in a cluster in memory */
  private async takePart(backupId: number, part: number, count: number): Promise<boolean> {
    const { version } = this;
    const snapshot = this.partName(backupId, part, count);
    this.record('part-started', { backupId, part, snapshot });
    const answer = await this.elasticsearch.snapshot.create({
      repository: this.repository,
      snapshot,
      wait_for_completion: true,
      indices: this.layout.patterns(part, count),
      // Parts for dated indices match nothing on a young cluster.
      ignore_unavailable: true,
      include_global_state: true,
      feature_states: ['none'],
      metadata: this.layout.metadata({ backupId, version }, part, count) as estypes.Metadata,
    });
    const state = answer.snapshot?.state ?? 'FAILED';
    this.record('part-ended', { backupId, part, snapshot, state });
    return state !== 'FAILED' && !(state === 'PARTIAL' && this.layout.stopsAtPartial());
  }

  private async deletePart(snapshot: string): Promise<void> {
    try {
      await this.elasticsearch.snapshot.delete({ repository: this.repository, snapshot });
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
    }
  }

  private names(backupId: number, count: number): string[] {
    return numbers(count).map((part) => this.partName(backupId, part, count));
  }

  private partName(backupId: number, part: number, count: number): string {
    return this.layout.name({ backupId, version: this.version }, part, count);
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
