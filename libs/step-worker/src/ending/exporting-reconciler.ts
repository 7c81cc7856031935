import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import {
  aggregateExporting,
  phaseByPartition,
  reasonToLift,
  StepFailure,
  type ExportingState,
  type PauseOwner,
} from '#domain';
import { TooLate } from '#coordination';
import { ClusterClients } from '../cluster-clients.ts';
import { RunAccess } from '../run-access.ts';
import { ClusterBeat } from './cluster-beat.ts';
import { ExportingSightings } from './exporting-sightings.ts';
import { PauseMemory } from './pause-memory.ts';
import { PauseOwners, type OwnerAnswer } from './pause-owners.ts';

const CALL = { timeoutMs: 3_000, caller: 'holdfast (reconciler)' };

/**
 * Looks at Zeebe, not at Redis, again and again: exporting that is paused and should not be is resumed, whatever
 * became of the run, the queues or Redis. Runs on a plain timer in the coordinator and in worker-zeebe.
 *
 * - A pause that a run owns is left to the run, its dead man and the supervisor until a few seconds after its deadline.
 *   Then it is lifted although the run is open: Redis may refuse what ends a run. The run is judged later by what it reads
 *   back.
 * - A pause of ours whose run is gone (Redis came back empty, or the call arrived late) is lifted within seconds.
 * - While Redis does not tell, a pause of ours is lifted at the deadline that this process remembers.
 * - Anybody else's soft pause is lifted once it was seen for a whole pause budget. A hard pause is never ours, and is
 *   left alone: whoever made it may be taking a backup, and Holdfast cannot know for how long.
 */
@Injectable()
export class ExportingReconciler extends ClusterBeat {
  /** Since when each cluster was seen paused, on the monotonic clock (ms). */
  private readonly pausedSince = new Map<string, number>();
  /** Since when a pause was seen without its run. */
  private readonly lostSince = new Map<string, number>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
    @Inject(PauseMemory) private readonly pauses: PauseMemory,
    @Inject(PauseOwners) private readonly owners: PauseOwners,
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
      this.lostSince.delete(cluster.name);
      return;
    }
    // Asked right before the call: a run that has just begun may own a pause by now.
    const answer = await this.owners.of(cluster.name);
    const why = this.reasonToLift(cluster, answer.owner);
    if (why === null) return;
    this.logger.warn(`${cluster.name}: exporting is ${exporting} and ${why}; resuming it`);
    this.access.metrics.process.drifted(cluster.name, 'exporting');
    await this.lift(cluster, answer);
  }

  private async lift(cluster: ClusterConfig, { isFresh }: OwnerAnswer): Promise<void> {
    const { exporting } = this.access.metrics;
    // Stopped in between: another run may own a pause by now. The next beat looks again.
    const permit = (): void => {
      if (!isFresh()) throw new TooLate(CALL.caller);
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

  /** @returns in words why the pause must go now, or null */
  private reasonToLift({ name, pauseBudget }: ClusterConfig, owner: PauseOwner): string | null {
    const now = performance.now();
    const paused = this.pausedSince.get(name) ?? now;
    this.pausedSince.set(name, paused);
    if (owner.kind !== 'lost-run') this.lostSince.delete(name);
    else if (!this.lostSince.has(name)) this.lostSince.set(name, now);
    return reasonToLift({
      owner,
      known: this.pauses.intent(name),
      now: Date.now(),
      ranAt: this.sightings.of(name)?.ranAt ?? null,
      pausedMs: now - paused,
      lostMs: now - (this.lostSince.get(name) ?? now),
      budgetMs: pauseBudget,
    });
  }
}
