import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { ClusterTask } from '../cluster/cluster.task.ts';
import type { WebAppSettings } from '../config/settings.schema.ts';
import type { Snapshot } from '../elasticsearch/elasticsearch.state.ts';
import { storedIndex } from '../elasticsearch/initial-elasticsearch.state.ts';
import type { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import { success, unsuccessful } from '../elasticsearch/snapshot.machine.ts';
import type { PartLayout } from './part-layout.ts';
import type { PartPlan, PartRun, PartsOwner, WebAppState } from './web-app.state.ts';

/** What the two tasks of a part say of it. */
type PartTask = Extract<ClusterTask, { kind: 'part-starts' | 'part-ends' }>;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/**
 * The backup of a web application: parts taken strictly one after the other, each a snapshot in Elasticsearch.
 * What exists is read back from the snapshots; the queue of waiting parts is in memory only.
 */
export class WebAppMachine {
  constructor(
    readonly app: PartsOwner,
    private readonly cluster: ClusterContext,
    private readonly snapshots: SnapshotMachine,
    private readonly layout: PartLayout,
  ) {}

  private get state(): WebAppState {
    // Absent in a state that was saved before there were any.
    return (this.cluster.state.webApps[this.app] ??= { waiting: [], unknownAnswers: 0 });
  }

  private get settings(): WebAppSettings {
    return this.cluster.state.settings[this.app];
  }

  private get version(): string {
    const { version, optimizeVersion } = this.cluster.config;
    return this.app === 'optimize' ? optimizeVersion : version;
  }

  get repository(): string {
    return this.layout.repository ?? this.cluster.config.repository;
  }

  /** Only parts that have not started count: during its last part a backup blocks no other. */
  isBusy(node?: string): boolean {
    return this.state.waiting.some((run) => node === undefined || run.node === node);
  }

  isDeleting(backupId: number): boolean {
    return this.state.deleting?.includes(backupId) ?? false;
  }

  /** All snapshots of this application, or of one backup; oldest first. */
  find(backupId?: number): Snapshot[] {
    const prefix = this.layout.prefix + (backupId === undefined ? '' : `${backupId}_`);
    return this.snapshots.list(this.repository).filter(({ name }) => name.startsWith(prefix));
  }

  take(backupId: number, plan: PartPlan, node?: string): string[] {
    const count = this.layout.count();
    if (plan.neverAppears !== true && plan.stopsAfterPart !== 0) {
      this.state.waiting.push({ backupId, plan, ...(node === undefined ? {} : { node }) });
      this.partAfter(this.settings.appearDelayMs, { backupId, part: 1, of: count });
    }
    return this.names(backupId, count);
  }

  startPart({ backupId, part, of: count = this.layout.count() }: Omit<PartTask, 'kind' | 'app'>): void {
    const run = this.state.waiting.find((candidate) => candidate.backupId === backupId);
    if (run === undefined) return;
    if (part === count) this.forget(run);
    const name = this.partName(backupId, part, count);
    const exists = this.snapshots.find(this.repository, name) !== undefined;
    if (exists || !this.canWrite()) {
      this.forget(run);
      return;
    }
    const durationMs = this.settings.partDurationMs;
    this.snapshots.start(this.repository, {
      name,
      indices: this.indicesOf(part, count),
      includeGlobalState: true,
      metadata: this.layout.metadata({ backupId, version: this.version }, part, count),
      durationMs,
    });
    this.cluster.record(this.app, 'part-started', { backupId, part, snapshot: name });
    this.after(durationMs, { kind: 'part-ends', app: this.app, backupId, part, of: count, plan: run.plan });
  }

  endPart(task: Extract<ClusterTask, { kind: 'part-ends' }>): void {
    const { backupId, part, plan, of: count = this.layout.count() } = task;
    const name = this.partName(backupId, part, count);
    const started = this.snapshots.find(this.repository, name);
    const fails = plan.failsPart?.part === part ? plan.failsPart.state : undefined;
    const outcome =
      fails === undefined || started === undefined
        ? success
        : unsuccessful(fails, started.indices, 'UnavailableShardsException: primary shard is not active');
    const ended = started && this.snapshots.end(this.repository, started.uuid, outcome);
    const run = this.state.waiting.find((candidate) => candidate.backupId === backupId);
    if (ended !== undefined) {
      this.cluster.record(this.app, 'part-ended', { backupId, part, snapshot: name, state: ended.state });
    }
    if (run === undefined) return;
    const isLast =
      ended === undefined ||
      ended.state === 'FAILED' ||
      (ended.state === 'PARTIAL' && this.layout.stopsAtPartial());
    if (isLast || plan.stopsAfterPart === part) this.forget(run);
    else this.partAfter(this.settings.partGapMs, { backupId, part: part + 1, of: count });
  }

  /** Deleting is answered at once and done later. */
  delete(backupId: number): void {
    if (this.layout.deletesWhatExists) this.state.deleting = [...(this.state.deleting ?? []), backupId];
    this.after(this.settings.deleteDelayMs, { kind: 'parts-vanish', app: this.app, backupId });
  }

  /** Where the names are made of the present version, parts of an older one are not found, and stay. */
  deleteParts(backupId: number): void {
    const names = this.layout.deletesWhatExists
      ? this.find(backupId).map(({ name }) => name)
      : this.names(backupId, this.layout.count());
    if (this.state.deleting !== undefined)
      this.state.deleting = this.state.deleting.filter((id) => id !== backupId);
    const deleted = this.snapshots.delete(this.repository, names);
    if (deleted.length > 0) this.cluster.record(this.app, 'parts-deleted', { backupId, snapshots: deleted });
  }

  /** A restart forgets the parts that have not started. A running part continues, in Elasticsearch. */
  restart(node?: string): void {
    this.state.waiting = this.state.waiting.filter((run) => node !== undefined && run.node !== node);
    this.state.unknownAnswers = 0;
  }

  /**
   * Operate and Tasklist, and from 8.8 on the brokers, make the indices that they miss, empty, before they are ready: recorded, and a trap for
   * an operator who starts them before the snapshots are restored.
   */
  start(): void {
    if (this.app === 'optimize' || this.cluster.isDown('elasticsearch')) return;
    const { indices } = this.cluster.state.elasticsearch;
    const count = this.layout.count();
    const missing = numbers(count)
      .flatMap((part) => this.layout.indices(part, count))
      .filter((name) => !indices.some((index) => index.name === name));
    if (missing.length === 0) return;
    indices.push(...missing.map((name) => storedIndex({ name, shards: 1, docs: 0, bytes: 249 })));
    this.cluster.record('elasticsearch', 'indices', { event: 'created', by: this.app, indices: missing });
  }

  private names(backupId: number, count: number): string[] {
    return numbers(count).map((part) => this.partName(backupId, part, count));
  }

  private partName(backupId: number, part: number, count: number): string {
    return this.layout.name({ backupId, version: this.version }, part, count);
  }

  private indicesOf(part: number, count: number): Snapshot['indices'] {
    const names = this.layout.indices(part, count);
    return this.cluster.state.elasticsearch.indices
      .filter(({ name }) => names.includes(name))
      .map(({ name, shards, docs, bytes }) => ({ name, shards, docs, bytes }));
  }

  private canWrite(): boolean {
    return (
      !this.cluster.isDown('elasticsearch') &&
      this.snapshots.repository(this.repository) !== undefined &&
      this.snapshots.isWritable()
    );
  }

  private forget(run: PartRun): void {
    this.state.waiting = this.state.waiting.filter((candidate) => candidate !== run);
  }

  private partAfter(ms: number, part: Required<Pick<PartTask, 'backupId' | 'part' | 'of'>>): void {
    this.after(ms, { kind: 'part-starts', app: this.app, ...part });
  }

  private after(ms: number, task: ClusterTask): void {
    this.cluster.timeline.after(ms, task);
  }
}
