import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { UnreadableRecord } from '#domain';
import { Loop } from './loop.ts';

/** Time between two looks at a cluster (ms). */
export const LOOP_MS = 2_000;

/**
 * Looks at every cluster at intervals. Each cluster has a loop of its own, so that one that hangs does not slow the
 * others down. An error is logged, and the next turn looks again.
 */
export abstract class ClusterLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly loops: readonly Loop[];

  constructor(clusters: readonly ClusterConfig[], everyMs = LOOP_MS) {
    this.loops = clusters.map(
      (cluster) =>
        new Loop({
          everyMs,
          turn: () => this.look(cluster),
          onError: (error) => {
            // The schema watch reports it, and less often.
            if (!(error instanceof UnreadableRecord)) this.logger.warn(`${cluster.name}: ${error.message}`);
          },
        }),
    );
  }

  protected abstract look(cluster: ClusterConfig): Promise<void>;

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  onApplicationShutdown(): void {
    for (const loop of this.loops) loop.stop();
  }
}
