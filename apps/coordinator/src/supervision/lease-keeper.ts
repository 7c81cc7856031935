import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { FencedOut, waitForRedis, REDIS, RunStore, LeaseStore } from '#redis';
import type { Redis } from 'ioredis';
import { CONFIG, Loop } from '#engine';
import { IdRecovery } from '../catalogue/id-recovery.ts';
import { PreflightQueue } from '../runs/preflight-queue.ts';

/**
 * Keeps the lease of every living run while its job waits between two looks, queues a preflight that a crash between
 * lock and queue left out, and has ids recovered where Redis lost them. The workers renew the lease, too, whenever they work on the run.
 */
@Injectable()
export class LeaseKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(LeaseKeeper.name);
  private readonly loop: Loop;
  private readonly recovering = new Set<string>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly leases: LeaseStore,
    private readonly preflights: PreflightQueue,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly ids: IdRecovery,
  ) {
    this.loop = new Loop({
      // A third of the lease, so that two missed turns do no harm.
      everyMs: config.lock.lease / 3,
      turn: () => this.keepAll(),
      // Meanwhile steps renew the lease themselves.
      onError: ({ message }) => this.logger.warn(`could not renew leases: ${message}`),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start({ atOnce: true });
  }

  onApplicationShutdown(): void {
    this.loop.stop();
  }

  private async keepAll(): Promise<void> {
    await waitForRedis(this.redis, 5_000);
    await Promise.all(this.config.clusters.map((cluster) => this.keep(cluster.name)));
    for (const cluster of this.config.clusters) void this.recover(cluster);
  }

  /** Runs alongside the renewals, which must not wait for a component that is down. */
  private async recover(cluster: ClusterConfig): Promise<void> {
    if (this.recovering.has(cluster.name)) return;
    this.recovering.add(cluster.name);
    await this.ids.ifLost(cluster).catch((error: unknown) => {
      this.logger.warn(
        `${cluster.name}: the ids that its components know cannot be read yet: ${(error as Error).message}`,
      );
    });
    this.recovering.delete(cluster.name);
  }

  private async keep(cluster: string): Promise<void> {
    const [run] = await this.store.list(cluster, { limit: 1 });
    if (!run || run.phase === 'done') return;
    const { kind, number, runId, fence } = run;
    const reference = { cluster, kind, number, runId, fence };
    try {
      await this.leases.renew(reference);
      if (run.phase === 'preflight') await this.preflights.add(reference);
    } catch (error) {
      if (!(error instanceof FencedOut)) throw error;
      this.logger.warn(`${cluster}: ${error.message}`);
    }
  }
}
