import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { Run } from '#contracts';
import { aggregateExporting, phaseByPartition, StepFailure, type ExportingState } from '#domain';
import { TooLate } from '#coordination';
import { ClusterClients } from '../cluster-clients.ts';
import { RunAccess } from '../run-access.ts';
import { ClusterBeat } from './cluster-beat.ts';
import { ExportingSightings } from './exporting-sightings.ts';
import { PauseMemory } from './pause-memory.ts';

const CALL = { timeoutMs: 3_000, caller: 'holdfast (reconciler)' };
/** A pause of ours that nobody owns any more is lifted after so long: a run may just be beginning or ending (ms). */
const OURS_MS = 4_000;
/** So long after the end of a run, a pause is taken for a late arrival of its own call (ms). */
const LATE_MS = 120_000;
/** After the deadline, the run, its dead man and the supervisor come first (ms). */
const PATIENCE_MS = 7_000;
/** Between reading who owns a pause and lifting it, no process of ours may have been stopped for longer (ms). */
const STALE_MS = 1_500;

type Owner = 'a run' | 'nobody' | 'nobody, but it was a run of ours' | 'unknown';

/**
 * Looks at Zeebe, not at Redis, again and again: exporting that is paused and should not be is resumed, whatever
 * became of the run, the queues or Redis. Runs on a plain timer in the coordinator and in worker-zeebe.
 *
 * - A pause that a run owns is left alone: the run, its dead man and the supervisor end it.
 * - A pause of ours whose run is gone (Redis came back empty, or the call arrived late) is lifted within seconds.
 * - While Redis is away, a pause of ours is lifted at its deadline.
 * - Anybody else's soft pause is lifted once it was seen for a whole pause budget. A hard pause is never ours, and is
 *   left alone: whoever made it may be taking a backup, and Holdfast cannot know for how long.
 */
@Injectable()
export class ExportingReconciler extends ClusterBeat {
  /** Since when each cluster was seen paused, on the monotonic clock (ms). */
  private readonly pausedSince = new Map<string, number>();
  /** Since when a pause was seen without its run. */
  private readonly orphanSince = new Map<string, number>();

  constructor(
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
    @Inject(PauseMemory) private readonly pauses: PauseMemory,
    @Inject(ExportingSightings) private readonly sightings: ExportingSightings,
  ) {
    super(access.config.clusters);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    const exporting = await this.read(cluster);
    this.access.metrics.process.round(cluster.name, 'exporting');
    // A cluster that cannot be read cannot be resumed either; the next beat looks again.
    if (exporting === 'unknown') return;
    if (exporting === 'running' || exporting === 'paused') {
      this.pausedSince.delete(cluster.name);
      this.orphanSince.delete(cluster.name);
      return;
    }
    const why = this.reasonToLift(cluster, await this.ownerOf(cluster));
    if (why === null) return;
    // Asked again right before the call: a run that has just begun may own a pause by now.
    const lookedAt = performance.now();
    if ((await this.ownerOf(cluster)) === 'a run') return;
    this.logger.warn(`${cluster.name}: exporting is ${exporting} and ${why}; resuming it`);
    this.access.metrics.process.drifted(cluster.name, 'exporting');
    await this.lift(cluster, lookedAt);
  }

  /** @param lookedAt when it was asked who owns the pause (ms, monotonic) */
  private async lift(cluster: ClusterConfig, lookedAt: number): Promise<void> {
    const { exporting } = this.access.metrics;
    // Stopped in between: another run may own a pause by now. The next beat looks again.
    const permit = (): void => {
      if (performance.now() - lookedAt > STALE_MS) throw new TooLate(CALL.caller);
    };
    exporting.resumeAsked(cluster.name, 'reconciler');
    try {
      await this.clients.of(cluster.name).exporting.resume({ ...CALL, permit });
    } catch (error) {
      exporting.resumeFailed(cluster.name, 'reconciler');
      throw error;
    }
  }

  /** `unknown` where the cluster cannot be read. */
  private async read({ name }: ClusterConfig): Promise<ExportingState> {
    const { partitions } = this.clients.of(name);
    const { exporting } = this.access.metrics;
    try {
      const [replicas, topology] = await Promise.all([partitions.read(CALL), partitions.topology(CALL)]);
      const state = aggregateExporting(replicas, topology.partitionCount);
      exporting.seen(name, phaseByPartition(replicas, topology.partitionCount));
      const problem = state === 'unknown' ? 'the leader of a partition was not seen' : null;
      exporting.paused(name, this.sightings.note(name, { state, replicas, problem }).pausedSince);
      return state;
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      exporting.seen(name, null);
      this.sightings.note(name, { state: 'unknown', replicas: [], problem: error.message });
      return 'unknown';
    }
  }

  private async ownerOf(cluster: ClusterConfig): Promise<Owner> {
    try {
      const intent = await this.access.store.pauseIntent(cluster.name);
      const [newest] = await this.access.store.list(cluster.name, { limit: 1 });
      const owner = intent && (await this.access.store.find(cluster.name, intent.backupId));
      if (intent && owner?.runId === intent.runId && owner.phase !== 'done') return 'a run';
      return this.pauses.mayBeOurs(cluster.name) || pausedLately(newest)
        ? 'nobody, but it was a run of ours'
        : 'nobody';
    } catch {
      return 'unknown';
    }
  }

  /** @returns in words why the pause must go now, or null */
  private reasonToLift(cluster: ClusterConfig, owner: Owner): string | null {
    const now = performance.now();
    const paused = this.pausedSince.get(cluster.name) ?? now;
    this.pausedSince.set(cluster.name, paused);
    if (owner !== 'nobody, but it was a run of ours') this.orphanSince.delete(cluster.name);
    if (owner === 'a run') return null;
    if (owner === 'nobody, but it was a run of ours') {
      const since = this.orphanSince.get(cluster.name) ?? now;
      this.orphanSince.set(cluster.name, since);
      return now - since < OURS_MS ? null : 'the run that paused it is gone';
    }
    const deadline = owner === 'unknown' ? this.pauses.deadline(cluster.name) : null;
    if (deadline !== null) {
      return Date.now() < deadline + PATIENCE_MS ? null : 'Redis is away and the pause budget is used up';
    }
    if (now - paused < cluster.pauseBudget) return null;
    return owner === 'nobody'
      ? 'has been for the whole pause budget, owned by no run'
      : 'has been for the whole pause budget, and Redis does not tell who owns it';
  }
}

function pausedLately(run: Run | undefined): boolean {
  if (run?.phase !== 'done' || run.finishedAt === null) return false;
  const asked = run.steps.some((step) => step.name === 'pause-exporting' && step.attempts > 0);
  return asked && Date.now() - Date.parse(run.finishedAt) < LATE_MS;
}
