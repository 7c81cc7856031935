import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { UnreadableRecord } from '#domain';
import { Loop } from './loop.ts';

/** Time between two looks at a cluster (ms). */
export const LOOP_MS = 2_000;

/** Time between two looks for clusters that were added or removed (ms). */
const ROLL_MS = 1_000;

/**
 * Looks at every cluster of the configuration in force at intervals. Each cluster has a loop of its own, so that one that
 * hangs does not slow the others down. An error is logged, and the next turn looks again.
 */
export abstract class ClusterLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly loops = new Map<string, Loop>();
  private readonly roll = new Loop({
    everyMs: ROLL_MS,
    turn: () => {
      this.call();
      return Promise.resolve();
    },
    onError: (error) => this.logger.warn(error.message),
  });

  constructor(
    protected readonly source: Pick<HoldfastConfig, 'clusters'>,
    private readonly everyMs = LOOP_MS,
  ) {}

  protected abstract look(cluster: ClusterConfig): Promise<void>;

  /** The cluster is no longer looked at. What was remembered of it can be forgotten. */
  protected left?(name: string): void;

  onApplicationBootstrap(): void {
    this.call();
    this.roll.start();
  }

  onApplicationShutdown(): void {
    this.roll.stop();
    for (const loop of this.loops.values()) loop.stop();
  }

  /** Starts the loops of clusters that were added, and stops those of clusters that were removed. */
  private call(): void {
    const names = new Set(this.source.clusters.map(({ name }) => name));
    for (const [name, loop] of this.loops) {
      if (names.has(name)) continue;
      loop.stop();
      this.loops.delete(name);
      this.left?.(name);
    }
    for (const name of names) {
      if (this.loops.has(name)) continue;
      const loop = this.loopOf(name);
      this.loops.set(name, loop);
      loop.start();
    }
  }

  private loopOf(name: string): Loop {
    return new Loop({
      everyMs: this.everyMs,
      turn: async () => {
        const cluster = this.source.clusters.find((each) => each.name === name);
        if (cluster) await this.look(cluster);
      },
      onError: (error) => {
        // The schema watch reports it, and less often.
        if (!(error instanceof UnreadableRecord)) this.logger.warn(`${name}: ${error.message}`);
      },
    });
  }
}
