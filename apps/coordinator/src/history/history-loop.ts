import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { RunStore } from '#redis';
import { ClusterLoop, CONFIG, HistoryTrimmer } from '#engine';
import { Leader } from '../leader/leader.ts';

/** Between two looks whether a run has ended (ms). */
const EVERY_MS = 5_000;
/** Runs also grow too old, and what needed one is gone, without the end of another (ms). */
const AGAIN_MS = 10 * 60_000;

/**
 * Has the history trimmed: when a run has ended, when this process begins to lead, and every ten minutes. Only the leader does,
 * to do it once; two at a time do no harm.
 */
@Injectable()
export class HistoryLoop extends ClusterLoop {
  /** What was the newest run of each cluster at the last look, and when that was. */
  private readonly looked = new Map<string, { newest: string; at: number }>();

  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    private readonly leader: Leader,
    private readonly runs: RunStore,
    private readonly trimmer: HistoryTrimmer,
  ) {
    super(config, EVERY_MS);
  }

  protected override left(name: string): void {
    this.looked.delete(name);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    const { name } = cluster;
    if (!this.leader.leads) {
      this.looked.delete(name);
      return;
    }
    const newest = await this.newest(name);
    const before = this.looked.get(name);
    if (before?.newest === newest && performance.now() - before.at < AGAIN_MS) return;
    const at = performance.now();
    const { trimmed, more } = await this.trimmer.trim(cluster);
    if (trimmed > 0) this.logger.log(`${name}: ${trimmed} runs were removed from the history (history.keep)`);
    // What is left of a long history is the work of the next look.
    if (!more) this.looked.set(name, { newest, at });
  }

  /** Another one with every run that began or ended. */
  private async newest(name: string): Promise<string> {
    const [number] = await this.runs.numbers(name, 1);
    if (number === undefined) return '';
    return `${number} ${(await this.runs.field(name, number, 'phase')) ?? ''}`;
  }
}
