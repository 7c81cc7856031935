import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { PauseIntent } from '#coordination';
import type { ExportingState } from '#domain';
import { ClusterClients } from './cluster-clients.ts';
import { OverdueRuns } from './overdue-runs.ts';
import { RunAccess } from './run-access.ts';

const BEAT_MS = 3_000;
const CALL = { timeoutMs: 3_000, caller: 'holdfast (reconciler)' };
/** A run past its pause budget ends itself at its next pass; only after this does the reconciler step in (ms). */
const PATIENCE_MS = 5_000;

type Owner = { kind: 'run'; intent: PauseIntent } | { kind: 'nobody' } | { kind: 'unknown' };

/**
 * Looks at Zeebe, not at Redis, again and again: exporting that is paused beyond its budget is resumed, whatever
 * became of the run, the queues or Redis. Runs on a plain timer in the coordinator and in worker-zeebe.
 *
 * - A pause that a run owns is left alone until its deadline; then the run is taken over, resumed and failed.
 * - A pause that nobody owns, or whose owner cannot be read, is lifted once it was seen for a whole pause budget.
 */
@Injectable()
export class ExportingReconciler implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ExportingReconciler.name);
  /** Since when each cluster was seen paused without an owner, on the monotonic clock (ms). */
  private readonly unownedSince = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private busy = false;

  constructor(
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
    @Inject(OverdueRuns) private readonly overdue: OverdueRuns,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.beat(), BEAT_MS);
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const look = (cluster: ClusterConfig) =>
      this.reconcile(cluster).catch((error: unknown) => {
        this.logger.warn(`${cluster.name}: ${(error as Error).message}`);
      });
    await Promise.all(this.access.config.clusters.map(look));
    this.busy = false;
  }

  private async reconcile(cluster: ClusterConfig): Promise<void> {
    const exporting = await this.read(cluster);
    // A cluster that cannot be read cannot be resumed either; the next beat looks again.
    if (exporting === 'running' || exporting === 'unknown') {
      this.unownedSince.delete(cluster.name);
      return;
    }
    const owner = await this.ownerOf(cluster);
    if (owner.kind !== 'run') return this.liftUnowned(cluster, owner.kind);
    this.unownedSince.delete(cluster.name);
    if (Date.now() < owner.intent.deadline + PATIENCE_MS) return;
    await this.overdue.end(cluster, owner.intent);
  }

  private read(cluster: ClusterConfig): Promise<ExportingState> {
    return this.clients
      .of(cluster.name)
      .partitions.exporting(CALL)
      .catch((): ExportingState => 'unknown');
  }

  private async ownerOf(cluster: ClusterConfig): Promise<Owner> {
    try {
      const intent = await this.access.store.pauseIntent(cluster.name);
      const run = intent && (await this.access.store.find(cluster.name, intent.backupId));
      if (!intent || run?.runId !== intent.runId || run.phase === 'done') return { kind: 'nobody' };
      return { kind: 'run', intent: { ...intent, fence: run.fence } };
    } catch {
      return { kind: 'unknown' };
    }
  }

  private async liftUnowned(cluster: ClusterConfig, owner: 'nobody' | 'unknown'): Promise<void> {
    const since = this.unownedSince.get(cluster.name) ?? performance.now();
    this.unownedSince.set(cluster.name, since);
    if (performance.now() - since < cluster.pauseBudget) return;
    const why = owner === 'nobody' ? 'no run owns the pause' : 'Redis does not tell who owns the pause';
    this.logger.warn(
      `${cluster.name}: exporting has been paused for the whole pause budget and ${why}; resuming it`,
    );
    await this.clients.of(cluster.name).exporting.resume(CALL);
  }
}
