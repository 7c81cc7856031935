import { Injectable } from '@nestjs/common';
import { CONFIGURATION_FIELD, RunStore } from '#redis';
import type { RunRecord } from '#domain';
import { ObservedExporting } from '../pauses/observed-exporting.ts';
import { PauseMemory } from '../pauses/pause-memory.ts';

/** After Redis lost a run that had paused exporting, its pause is looked for this long (ms). */
const LOST_MS = 120_000;
/** Redis has this time to answer (ms): what it does not answer counts as held. */
const ASK_MS = 2_000;

/** What keeps a cluster as it is: an open run, or a pause that is not over. */
export type Hold =
  | { kind: 'none' }
  /** Redis did not answer, or this build cannot read what it holds. */
  | { kind: 'unknown' }
  /** The configuration that the run began with; null where its record does not say. */
  | { kind: 'run'; fingerprint: string | null }
  /** The same of a run that has ended, of whose pause something may be left. */
  | { kind: 'left'; fingerprint: string | null };

const UNKNOWN: Hold = { kind: 'unknown' };

/** Finds out whether a cluster may change. Only reads. */
@Injectable()
export class ClusterHolds {
  /** Since when the run of a pause that this process knows is not on record (ms, monotonic). */
  private readonly lostAt = new Map<string, number>();

  constructor(
    private readonly store: RunStore,
    private readonly pauses: PauseMemory,
    private readonly observed: ObservedExporting,
  ) {}

  /** Never throws, and answers within two seconds. In doubt the cluster is held. */
  async of(cluster: string): Promise<Hold> {
    const late = new Promise<Hold>((resolve) => setTimeout(() => resolve(UNKNOWN), ASK_MS).unref());
    return Promise.race([this.read(cluster).catch(() => UNKNOWN), late]);
  }

  private async read(cluster: string): Promise<Hold> {
    await this.store.requireNewest(cluster);
    const [newest] = await this.store.list(cluster, { limit: 1 });
    if (newest && newest.phase !== 'done') return this.by(newest);
    const known = this.pauses.intent(cluster);
    const intent = await this.store.pauseIntent(cluster);
    this.pauses.note(cluster, intent);
    const number = intent?.number ?? known?.run.number;
    if (number === undefined) return this.afterwards(cluster);
    const run = await this.store.find(cluster, number);
    // What is left of its pause is lifted where it was made.
    if (intent !== null) return run ? this.by(run) : { kind: 'run', fingerprint: null };
    if (run === null) this.lostAt.set(cluster, performance.now());
    return this.afterwards(cluster);
  }

  /** Nothing is on record. That proves nothing where Redis lost its data, or a call arrived late. */
  private afterwards(cluster: string): Hold {
    const isLost = performance.now() - (this.lostAt.get(cluster) ?? -Infinity) < LOST_MS;
    const state = this.observed.of(cluster)?.state;
    const shows = this.pauses.mayBeOurs(cluster) && (state === 'softPaused' || state === 'mixed');
    return isLost || shows ? { kind: 'run', fingerprint: null } : { kind: 'none' };
  }

  private async by({ cluster, number, phase }: RunRecord): Promise<Hold> {
    const fingerprint = await this.store.field(cluster, number, CONFIGURATION_FIELD);
    return { kind: phase === 'done' ? 'left' : 'run', fingerprint };
  }
}
