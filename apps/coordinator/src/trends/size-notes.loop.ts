import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { RunStore, SetNotes } from '#redis';
import { CONFIG } from '#engine';
import { SetSizes } from '../catalogue/set-sizes.ts';
import { EndedRunsLoop, type NewestRun } from '../leader/ended-runs.loop.ts';
import { Leader } from '../leader/leader.ts';
import { FewAtOnce } from './few-at-once.ts';

/** Clusters at the same time: several may share one engine. */
const TOGETHER = 2;
/** Of this many of the newest runs. */
const NEWEST = 50;

/**
 * Notes how large each set is, once after its backup: when it is deleted, its size cannot be read, and the trend needs it. A set
 * whose size could not be read is tried again.
 */
@Injectable()
export class SizeNotesLoop extends EndedRunsLoop {
  private readonly few = new FewAtOnce(TOGETHER);

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    leader: Leader,
    runs: RunStore,
    private readonly notes: SetNotes,
    private readonly sizes: SetSizes,
  ) {
    super(config, leader, runs);
  }

  protected async work(cluster: ClusterConfig, { phase }: NewestRun): Promise<boolean> {
    if (cluster.records.engine === 'none') return true;
    // While a run is under way, the components are left to it.
    if (phase !== 'done') return phase === null;
    await this.few.run(() => this.note(cluster));
    return true;
  }

  private async note(cluster: ClusterConfig): Promise<void> {
    const runs = await this.runs.list(cluster.name, { limit: NEWEST });
    const ids = runs.flatMap(({ kind, outcome, setId }) =>
      kind === 'backup' && outcome === 'completed' ? [setId] : [],
    );
    const notes = await this.notes.of(cluster.name, ids);
    const unknown = ids.filter((_, index) => notes[index]?.sizes === null);
    if (unknown.length === 0) return;
    for (const [backupId, value] of await this.sizes.of(cluster, unknown, runs[0]?.runId ?? ''))
      await this.notes.write(cluster.name, backupId, { name: 'sizes', value });
  }
}
