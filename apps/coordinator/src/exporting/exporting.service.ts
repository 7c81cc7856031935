import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import type { Exporting } from '#contracts';
import { TooLate } from '#coordination';
import { aggregateExporting } from '#domain';
import { ClusterClients, CONFIG, RunAccess } from '#step-worker';
import { ProblemError } from '../http/problem.error.ts';
import { RunBeginner } from '../runs/run-beginner.ts';

/** Between reading who owns a pause and lifting it, this process may not stand still for longer (ms). */
const STALE_MS = 5_000;

/** What exporting does, and making it run by hand. */
@Injectable()
export class ExportingService {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
    @Inject(RunBeginner) private readonly runs: RunBeginner,
  ) {}

  /** Asks every broker now. A cluster that cannot be read is `unknown`, with the reason. @throws ProblemError unknown-cluster */
  async read(name: string): Promise<Exporting> {
    const cluster = this.runs.cluster(name);
    const { partitions } = this.clients.of(cluster.name);
    const readAt = new Date().toISOString();
    try {
      const [topology, replicas] = await Promise.all([
        partitions.topology(this.call),
        partitions.read(this.call),
      ]);
      const exporting = aggregateExporting(replicas, topology.partitionCount);
      return { cluster: name, exporting, readAt, partitions: replicas, problem: null };
    } catch (error) {
      return {
        cluster: name,
        exporting: 'unknown',
        readAt,
        partitions: [],
        problem: (error as Error).message,
      };
    }
  }

  /**
   * Lifts a pause, whoever made it, unless a run of ours owns it, and reads back what came of it. Idempotent.
   * @returns what exporting does then: see for yourself whether it is `running`
   * @throws ProblemError unknown-cluster | pause-owned
   */
  async resume(name: string): Promise<Exporting> {
    const cluster = this.runs.cluster(name);
    const lookedAt = performance.now();
    await this.refuseWhenOwned(cluster);
    const permit = (): void => {
      if (performance.now() - lookedAt > STALE_MS) throw new TooLate(this.call.caller);
    };
    const { exporting: metrics } = this.access.metrics;
    metrics.resumeAsked(name, 'operator');
    const problem = await this.clients
      .of(name)
      .exporting.resume({ ...this.call, permit })
      .then(() => null)
      .catch((error: unknown) => (error as Error).message);
    const now = await this.read(name);
    if (now.exporting !== 'running') metrics.resumeFailed(name, 'operator');
    return problem === null ? now : { ...now, problem };
  }

  /** A set whose pause was lifted in the middle would be worth nothing. */
  private async refuseWhenOwned({ name }: ClusterConfig): Promise<void> {
    const intent = await this.access.store.pauseIntent(name);
    const run = intent && (await this.access.store.find(name, intent.backupId));
    if (run?.runId !== intent?.runId || !run || run.phase === 'done') return;
    throw new ProblemError(
      'pause-owned',
      `Backup ${run.backupId} of cluster "${name}" paused exporting and resumes it itself. Wait for it, or cancel it.`,
    );
  }

  private get call(): { timeoutMs: number; caller: string } {
    return { timeoutMs: this.config.steps.callTimeout, caller: 'holdfast (exporting)' };
  }
}
