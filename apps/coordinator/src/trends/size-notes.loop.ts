import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { RunStore, SetNotes } from '#redis';
import { ClusterLoop, CONFIG } from '#engine';
import { SetSizes } from '../catalogue/set-sizes.ts';
import { FewAtOnce } from './few-at-once.ts';
import { Leader } from '../leader/leader.ts';

/** Between two looks whether a run has ended (ms). */
const EVERY_MS = 5_000;
/** Sets whose size could not be read are tried again (ms). */
const AGAIN_MS = 10 * 60_000;
/** Clusters at the same time: several may share one engine. */
const TOGETHER = 2;
/** Of this many of the newest runs. */
const NEWEST = 50;

/**
 * Notes how large each set is, once after its backup: when it is deleted, its size cannot be read, and the trend needs it. Only
 * the leader does, to ask the store once; two at a time do no harm.
 */
@Injectable()
export class SizeNotesLoop extends ClusterLoop {
  private readonly few = new FewAtOnce(TOGETHER);
  private readonly looked = new Map<string, { newest: string; at: number }>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    private readonly leader: Leader,
    private readonly runs: RunStore,
    private readonly notes: SetNotes,
    private readonly sizes: SetSizes,
  ) {
    super(config, EVERY_MS);
  }

  protected override left(name: string): void {
    this.looked.delete(name);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    const { name } = cluster;
    if (!this.leader.leads || cluster.records.engine === 'none') return;
    const [newest] = await this.runs.list(name, { limit: 1 });
    // While a run is under way, the components are left to it.
    if (newest?.phase !== 'done') return;
    const before = this.looked.get(name);
    if (before?.newest === newest.runId && performance.now() - before.at < AGAIN_MS) return;
    await this.few.run(() => this.note(cluster, newest.runId));
    this.looked.set(name, { newest: newest.runId, at: performance.now() });
  }

  private async note(cluster: ClusterConfig, newest: string): Promise<void> {
    const runs = await this.runs.list(cluster.name, { limit: NEWEST });
    const ids = runs.flatMap(({ kind, outcome, setId }) =>
      kind === 'backup' && outcome === 'completed' ? [setId] : [],
    );
    const notes = await this.notes.of(cluster.name, ids);
    const unknown = ids.filter((_, index) => notes[index]?.sizes === null);
    if (unknown.length === 0) return;
    for (const [backupId, value] of await this.sizes.of(cluster, unknown, newest))
      await this.notes.write(cluster.name, backupId, { name: 'sizes', value });
  }
}
