import type { ClusterConfig, HoldfastConfig } from '#config';
import type { RunStore } from '#redis';
import { ClusterLoop } from '#engine';
import type { Leader } from './leader.ts';

/** Between two looks whether a run has ended (ms). */
const EVERY_MS = 5_000;
/** What changes without the end of a run is seen then (ms). */
const AGAIN_MS = 10 * 60_000;

/** The newest run of a cluster, as far as its number and phase tell. */
export interface NewestRun {
  /** null where no run is on record. */
  phase: string | null;
}

/**
 * Work of the leader that follows the runs of each cluster: when one started or ended, when this process begins to lead, and
 * every ten minutes. Two processes at a time must do no harm.
 */
export abstract class EndedRunsLoop extends ClusterLoop {
  /** What was the newest run of each cluster when its work was done, and when that was. */
  private readonly done = new Map<string, { newest: string; at: number }>();

  protected constructor(
    config: HoldfastConfig,
    private readonly leader: Leader,
    protected readonly runs: RunStore,
  ) {
    super(config, EVERY_MS);
  }

  /** @returns whether it is done; otherwise it continues at the next look */
  protected abstract work(cluster: ClusterConfig, newest: NewestRun): Promise<boolean>;

  protected override left(name: string): void {
    this.done.delete(name);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    const { name } = cluster;
    if (!this.leader.leads) {
      this.done.delete(name);
      return;
    }
    const { key, phase } = await this.newest(name);
    const before = this.done.get(name);
    if (before?.newest === key && performance.now() - before.at < AGAIN_MS) return;
    const at = performance.now();
    if (await this.work(cluster, { phase })) this.done.set(name, { newest: key, at });
  }

  /** `key` is another one with every run that began or ended. */
  private async newest(name: string): Promise<NewestRun & { key: string }> {
    const [number] = await this.runs.numbers(name, 1);
    if (number === undefined) return { key: '', phase: null };
    const phase = await this.runs.field(name, number, 'phase');
    return { key: `${number} ${phase ?? ''}`, phase };
  }
}
