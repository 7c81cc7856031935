import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { RunStore } from '#redis';
import { CONFIG, HistoryTrimmer } from '#engine';
import { EndedRunsLoop } from '../leader/ended-runs.loop.ts';
import { Leader } from '../leader/leader.ts';

/** Has the history trimmed: runs also grow too old, and what needed one is gone, without the end of another. */
@Injectable()
export class HistoryLoop extends EndedRunsLoop {
  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    leader: Leader,
    runs: RunStore,
    private readonly trimmer: HistoryTrimmer,
  ) {
    super(config, leader, runs);
  }

  protected async work(cluster: ClusterConfig): Promise<boolean> {
    const { trimmed, more } = await this.trimmer.trim(cluster);
    if (trimmed > 0)
      this.logger.log(`${cluster.name}: ${trimmed} runs were removed from the history (history.keep)`);
    // What is left of a long history is the work of the next look.
    return !more;
  }
}
