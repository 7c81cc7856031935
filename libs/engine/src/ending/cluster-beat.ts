import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ClusterConfig } from '#config';

/** So often every cluster is looked at (ms). */
export const BEAT_MS = 2_000;

/**
 * Looks at every cluster again and again on a plain timer, with nothing but the process itself to keep it going. One
 * look at a time for each cluster, so that one that hangs does not slow the others down; what goes wrong is a line in
 * the log, and the next beat looks again.
 */
export abstract class ClusterBeat implements OnApplicationBootstrap, OnApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private timer: NodeJS.Timeout | null = null;
  private readonly busy = new Set<string>();

  constructor(
    private readonly clusters: readonly ClusterConfig[],
    private readonly everyMs = BEAT_MS,
  ) {}

  protected abstract look(cluster: ClusterConfig): Promise<void>;

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      for (const cluster of this.clusters) void this.beat(cluster);
    }, this.everyMs);
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async beat(cluster: ClusterConfig): Promise<void> {
    if (this.busy.has(cluster.name)) return;
    this.busy.add(cluster.name);
    await this.look(cluster).catch((error: unknown) => {
      this.logger.warn(`${cluster.name}: ${(error as Error).message}`);
    });
    this.busy.delete(cluster.name);
  }
}
