import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterContext } from '../cluster/cluster.context.ts';
import { partCount, partIndices, partName, partNumbers, snapshotPrefix } from '../web-apps/part-layout.ts';
import type { PartPlan } from '../web-apps/web-app.state.ts';
import type { OptimizePart, OptimizeParts, PartsProblem } from './optimize-parts.port.ts';
import type { RealElasticsearchClient, RealSnapshot } from './real-elasticsearch.client.ts';

const backupIdOf = ({ snapshot, metadata }: RealSnapshot): number =>
  metadata?.backupId ?? Number(snapshot.slice(snapshotPrefix('optimize').length).split('_')[0]);

/** Optimize as a simulation that leaves real snapshots behind, for use beside a real cluster that lacks it. */
export class RealOptimizeParts implements OptimizeParts {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly client: RealElasticsearchClient,
    private readonly target: { readonly repository: string; readonly version: string },
  ) {}

  get repository(): string {
    return this.target.repository;
  }

  async problem(): Promise<PartsProblem | undefined> {
    try {
      return (await this.client.hasRepository()) ? undefined : 'repository-missing';
    } catch {
      return 'elasticsearch-down';
    }
  }

  async find(backupId?: number): Promise<OptimizePart[]> {
    const prefix = snapshotPrefix('optimize') + (backupId === undefined ? '' : `${backupId}_`);
    const snapshots = await this.client.snapshots(`${prefix}*`);
    return snapshots
      .map((snapshot) => ({
        name: snapshot.snapshot,
        backupId: backupIdOf(snapshot),
        state: snapshot.state,
        startedAt: snapshot.start_time_in_millis,
        failures: snapshot.failures.map(({ reason }) => reason),
      }))
      .sort((a, b) => a.startedAt - b.startedAt || (a.name < b.name ? -1 : 1));
  }

  /** Runs on by itself. What goes wrong after the answer leaves no trace, as with the real Optimize. */
  take(backupId: number, plan: PartPlan): void {
    this.run(backupId, plan).catch((error: unknown) => {
      this.cluster.record('optimize', 'part-ended', { backupId, error: String(error) });
    });
  }

  async delete(backupId: number): Promise<void> {
    const names = partNumbers('optimize').map((part) => this.partName(backupId, part));
    for (const name of names) await this.client.delete(name);
    this.cluster.record('optimize', 'parts-deleted', { backupId, snapshots: names });
  }

  private async run(backupId: number, plan: PartPlan): Promise<void> {
    const { appearDelayMs, partGapMs } = this.cluster.state.settings.optimize;
    if (plan.neverAppears === true || plan.stopsAfterPart === 0) return;
    await sleep(appearDelayMs, undefined, { ref: false });
    for (const part of partNumbers('optimize')) {
      if (!(await this.takePart(backupId, part)) || plan.stopsAfterPart === part) return;
      await sleep(partGapMs, undefined, { ref: false });
    }
  }

  private async takePart(backupId: number, part: number): Promise<boolean> {
    const indices = partIndices('optimize', part);
    const snapshot = this.partName(backupId, part);
    const metadata = {
      partCount: partCount('optimize'),
      backupId,
      partNo: part,
      version: this.target.version,
    };
    await this.client.ensureIndices(indices);
    this.cluster.record('optimize', 'part-started', { backupId, part, snapshot });
    const succeeded = await this.client.take(snapshot, { indices, metadata });
    const state = succeeded ? 'SUCCESS' : 'FAILED';
    this.cluster.record('optimize', 'part-ended', { backupId, part, snapshot, state });
    return succeeded;
  }

  private partName(backupId: number, part: number): string {
    return partName('optimize', { backupId, version: this.target.version }, part);
  }
}
