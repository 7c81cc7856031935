import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ClusterConfig } from '#config';

/** So often every cluster is looked at (ms). */
export const BEAT_MS = 2_000;

/**
 * Looks at every cluster again and again on a plain timer, with nothing but the process itself to keep it going. One
 * round at a time; what goes wrong is a line in the log, and the next round looks again.
 */
export abstract class ClusterBeat implements OnApplicationBootstrap, OnApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private timer: NodeJS.Timeout | null = null;
  private busy = false;

  constructor(private readonly clusters: readonly ClusterConfig[]) {}

  protected abstract look(cluster: ClusterConfig): Promise<void>;

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.beat(), BEAT_MS);
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const one = (cluster: ClusterConfig) =>
      this.look(cluster).catch((error: unknown) => {
        this.logger.warn(`${cluster.name}: ${(error as Error).message}`);
      });
    await Promise.all(this.clusters.map(one));
    this.busy = false;
  }
}
