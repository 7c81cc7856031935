import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { ClusterTask } from '../cluster/cluster.task.ts';
import type { WebAppSettings } from '../config/settings.schema.ts';
import type { Snapshot } from '../elasticsearch/elasticsearch.state.ts';
import { storedIndex } from '../elasticsearch/initial-elasticsearch.state.ts';
import type { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import { success, unsuccessful } from '../elasticsearch/snapshot.machine.ts';
import { partCount, partIndices, partName, partNumbers, snapshotPrefix } from './part-layout.ts';
import type { PartPlan, PartRun, WebAppName, WebAppState } from './web-app.state.ts';

/**
 * The backup of a web application: parts taken strictly one after the other, each a snapshot in Elasticsearch.
 * What exists is read back from the snapshots; the queue of waiting parts is in memory only.
 */
export class WebAppMachine {
  constructor(
    readonly app: WebAppName,
    private readonly cluster: ClusterContext,
    private readonly snapshots: SnapshotMachine,
  ) {}

  private get state(): WebAppState {
    return this.cluster.state.webApps[this.app];
  }

  private get settings(): WebAppSettings {
    return this.cluster.state.settings[this.app];
  }

  get repository(): string {
    return this.cluster.config.repository;
  }

  /** Only parts that have not started count: during its last part a backup blocks no other. */
  isBusy(): boolean {
    return this.state.waiting.length > 0;
  }

  /** All snapshots of this application, or of one backup; oldest first. */
  find(backupId?: number): Snapshot[] {
    const prefix = snapshotPrefix(this.app) + (backupId === undefined ? '' : `${backupId}_`);
    return this.snapshots.list(this.repository).filter(({ name }) => name.startsWith(prefix));
  }

  take(backupId: number, plan: PartPlan): string[] {
    if (plan.neverAppears !== true && plan.stopsAfterPart !== 0) {
      this.state.waiting.push({ backupId, plan });
      this.after(this.settings.appearDelayMs, { kind: 'part-starts', app: this.app, backupId, part: 1 });
    }
    return this.names(backupId);
  }

  startPart(backupId: number, part: number): void {
    const run = this.state.waiting.find((candidate) => candidate.backupId === backupId);
    if (run === undefined) return;
    if (part === partCount(this.app)) this.forget(run);
    const name = this.partName(backupId, part);
    const exists = this.snapshots.find(this.repository, name) !== undefined;
    if (exists || !this.canWrite()) {
      this.forget(run);
      return;
    }
    const durationMs = this.settings.partDurationMs;
    this.snapshots.start(this.repository, {
      name,
      indices: this.indicesOf(part),
      includeGlobalState: true,
      metadata: {
        partCount: partCount(this.app),
        backupId,
        partNo: part,
        version: this.cluster.config.version,
      },
      durationMs,
    });
    this.cluster.record(this.app, 'part-started', { backupId, part, snapshot: name });
    this.after(durationMs, { kind: 'part-ends', app: this.app, backupId, part, plan: run.plan });
  }

  endPart(task: Extract<ClusterTask, { kind: 'part-ends' }>): void {
    const { backupId, part, plan } = task;
    const name = this.partName(backupId, part);
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
    if (ended === undefined || ended.state === 'FAILED' || plan.stopsAfterPart === part) this.forget(run);
    else
      this.after(this.settings.partGapMs, { kind: 'part-starts', app: this.app, backupId, part: part + 1 });
  }

  /** Deleting is answered at once and done later. */
  delete(backupId: number): void {
    this.after(this.settings.deleteDelayMs, { kind: 'parts-vanish', app: this.app, backupId });
  }

  /** The names are made of the present version: parts of an older one are not found, and stay. */
  deleteParts(backupId: number): void {
    const deleted = this.snapshots.delete(this.repository, this.names(backupId));
    if (deleted.length > 0) this.cluster.record(this.app, 'parts-deleted', { backupId, snapshots: deleted });
  }

  /** A restart forgets the parts that have not started. A running part continues, in Elasticsearch. */
  restart(): void {
    this.state.waiting = [];
    this.state.unknownAnswers = 0;
  }

  /**
   * Operate and Tasklist make the indices that they miss, empty, before they are ready: recorded, and a trap for
   * an operator who starts them before the snapshots are restored.
   */
  start(): void {
    if (this.app === 'optimize' || this.cluster.isDown('elasticsearch')) return;
    const { indices } = this.cluster.state.elasticsearch;
    const missing = partNumbers(this.app)
      .flatMap((part) => partIndices(this.app, part))
      .filter((name) => !indices.some((index) => index.name === name));
    if (missing.length === 0) return;
    indices.push(...missing.map((name) => storedIndex({ name, shards: 1, docs: 0, bytes: 249 })));
    this.cluster.record('elasticsearch', 'indices', { event: 'created', by: this.app, indices: missing });
  }

  private names(backupId: number): string[] {
    return partNumbers(this.app).map((part) => this.partName(backupId, part));
  }

  private partName(backupId: number, part: number): string {
    return partName(this.app, { backupId, version: this.cluster.config.version }, part);
  }

  private indicesOf(part: number): Snapshot['indices'] {
    const names = partIndices(this.app, part);
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

  private after(ms: number, task: ClusterTask): void {
    this.cluster.timeline.after(ms, task);
  }
}
