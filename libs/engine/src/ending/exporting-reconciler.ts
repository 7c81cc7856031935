import { Inject, Injectable } from '@nestjs/common';
import { exportingPlace, type ClusterConfig, type HoldfastConfig } from '#config';
import { resumeReachable, type Resumed } from '#camunda';
import type { CallOptions } from '#http';
import { RunStore, TooLate } from '#redis';
import {
  phaseByPartition,
  reachInWords,
  reasonToLift,
  reasonToLiftLeftover,
  type ExportingReach,
  type PauseOwner,
} from '#domain';
import { CONFIG } from '../tokens.ts';
import { Metrics } from '#observability';
import { ClusterClients } from '../cluster-clients.ts';
import { ClusterLoop } from '../cluster-loop.ts';
import { knownFirst } from '../known-first.ts';
import { ObservedExporting } from '../pauses/observed-exporting.ts';
import { PauseMemory } from '../pauses/pause-memory.ts';
import { ASK_MS, PauseOwners, type OwnerAnswer } from '../pauses/pause-owners.ts';
import { beganElsewhere } from '../configuration/began-elsewhere.ts';
import { OtherConfiguration } from '../configuration/other-configuration.ts';
import { LEFT_RUNS } from '../queue/left-jobs.ts';
import { within } from '../within.ts';

/** Between two looks for what a run left of its pause, while nothing of it shows (ms). */
const LEFT_EVERY_MS = 5_000;

const CALL = { timeoutMs: 3_000, caller: 'holdfast (reconciler)' };

/**
 * Looks at Zeebe, not at Redis, again and again: exporting that is paused and should not be is resumed, whatever
 * became of the run, the queues or Redis. Runs on a plain timer in the coordinator and in worker-zeebe.
 *
 * - A pause that a run owns is left to the run, its dead man and the supervisor until a few seconds after its deadline.
 *   Then it is lifted although the run is open: Redis may refuse what ends a run. The run is judged later by what it reads
 *   back.
 * - What a run left of its pause, because brokers were down at the resume, is lifted as soon as they are back. It stays on
 *   record until every replica was resumed: a follower shows nothing of the pause on its disk before it leads. The same
 *   after the deadline of a run that cannot end, because Redis refuses its writes or does not answer.
 * - What a run may have left at another address than the cluster's present one stays on record and is reported.
 * - A pause that Holdfast made and whose run is gone (Redis came back empty, or the call arrived late) is lifted
 *   within seconds.
 * - While Redis does not answer, our pause is lifted at the deadline that this process remembers.
 * - The soft pause of another tool is lifted once it was seen for a whole pause budget. A hard pause is never ours, unless the
 *   configuration allows it, and is left alone: its maker may be taking a backup, and Holdfast cannot know for how long.
 */
@Injectable()
export class ExportingReconciler extends ClusterLoop {
  /** Since when each cluster was seen paused, on the monotonic clock (ms). */
  private readonly pausedSince = new Map<string, number>();
  /** When what a run left of its pause was last looked for. */
  private readonly leftAt = new Map<string, number>();
  /** The deadline of the pause whose every replica was resumed last, by cluster. */
  private readonly liftedIntents = new Map<string, number>();
  /** Since when a pause was seen without its run. */
  private readonly lostSince = new Map<string, number>();
  /** Where each cluster was looked at last: what was seen of a former address tells nothing of another one. */
  private readonly places = new Map<string, string>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly metrics: Metrics,
    private readonly clients: ClusterClients,
    private readonly pauses: PauseMemory,
    private readonly owners: PauseOwners,
    private readonly observations: ObservedExporting,
  ) {
    super(config);
  }

  protected override left(name: string): void {
    const seen = [this.pausedSince, this.leftAt, this.liftedIntents, this.lostSince, this.places];
    for (const each of seen) each.delete(name);
    this.observations.forget(name);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    const place = exportingPlace(cluster);
    if ((this.places.get(cluster.name) ?? place) !== place) this.left(cluster.name);
    this.places.set(cluster.name, place);
    const reach = await this.read(cluster);
    this.metrics.process.round(cluster.name, 'exporting');
    const isPaused = this.notePause(cluster, reach);
    if (!isPaused && !this.mayHaveLeft(cluster, reach)) return;
    // Asked right before the call: a run that has just started may own a pause by now.
    const answer = await this.ownerAt(cluster);
    const reason = ({ owner }: OwnerAnswer): string | null =>
      isPaused ? this.reasonToLift(cluster, owner) : this.reasonToLiftLeftover(cluster, owner);
    const why = reason(answer);
    if (why === null) return;
    if (isPaused) this.logger.warn(`${cluster.name}: exporting is ${reach.state} and ${why}; resuming it`);
    this.metrics.process.drifted(cluster.name, 'exporting');
    const resumed = await this.lift(cluster, answer, reason);
    if (resumed.complete) await this.finishLeft(cluster, answer.owner);
  }

  /** A pause that a run made at another address is none of this one, and stays on record until it is lifted there. */
  private async ownerAt(cluster: ClusterConfig): Promise<OwnerAnswer> {
    const answer = await this.owners.of(cluster.name);
    const { owner } = answer;
    if (owner.kind !== 'run' && owner.kind !== 'ended-run') return answer;
    if (!(await within(ASK_MS, beganElsewhere(this.store, cluster, owner.run)))) return answer;
    if (owner.kind === 'ended-run') LEFT_RUNS.note(new OtherConfiguration(cluster.name, owner.run, 'paused'));
    return { ...answer, owner: { kind: 'none' } };
  }

  /** @returns whether a pause shows that may have to be lifted; a hard one is only ours where the file allows it */
  private notePause({ name, hardPause }: ClusterConfig, { state, paused }: ExportingReach): boolean {
    const isForeign = state === 'paused' && hardPause === 'refused';
    if (!isForeign && paused.length > 0) return true;
    // A cluster that cannot be read may be paused as before.
    if (state === 'running' || isForeign) {
      this.pausedSince.delete(name);
      this.lostSince.delete(name);
    }
    return false;
  }

  /** Where nothing shows, what a run left of its pause is looked for only now and then. */
  private mayHaveLeft({ name }: ClusterConfig, reach: ExportingReach): boolean {
    if (this.pauses.intent(name) === null || reach.running.length === 0) return false;
    const now = performance.now();
    if (now - (this.leftAt.get(name) ?? -Infinity) < LEFT_EVERY_MS) return false;
    this.leftAt.set(name, now);
    return true;
  }

  /** Every replica was resumed. An open run, which ends once Redis accepts writes, reads that back itself. */
  private async finishLeft({ name }: ClusterConfig, owner: PauseOwner): Promise<void> {
    this.liftedIntents.set(name, this.pauses.intent(name)?.deadline ?? 0);
    if (owner.kind !== 'ended-run') return;
    if (await this.store.dropEndedPause(name))
      this.logger.warn(`${name}: every broker is back, and exporting runs on every partition again`);
  }

  /** @param reason asked again before the brokers are called: while the gateway hung, a run may have come to own a pause */
  private async lift(
    cluster: ClusterConfig,
    asked: OwnerAnswer,
    reason: (answer: OwnerAnswer) => string | null,
  ): Promise<Resumed> {
    const { exporting } = this.metrics;
    exporting.resumeAsked(cluster.name, 'reconciler');
    // Stopped in between, or no longer the one to lift it: the next beat looks again.
    const callBy = ({ permitFor }: OwnerAnswer): CallOptions => ({ ...CALL, permit: permitFor(CALL.caller) });
    const next = knownFirst(callBy(asked), async () => {
      const answer = await this.ownerAt(cluster);
      if (reason(answer) === null) throw new TooLate(CALL.caller);
      return callBy(answer);
    });
    try {
      const resumed = await resumeReachable(this.clients.of(cluster.name), next);
      if (resumed.state !== 'running') exporting.resumeFailed(cluster.name, 'reconciler');
      return resumed;
    } catch (error) {
      exporting.resumeFailed(cluster.name, 'reconciler');
      throw error;
    }
  }

  /** What can be seen of the cluster. Where nothing is paused and brokers are down, it is unknown whether all of it runs. */
  private async read({ name }: ClusterConfig): Promise<ExportingReach> {
    const reach = await this.clients.of(name).topology.reach(CALL);
    const { exporting } = this.metrics;
    const { replicas, unreachable, paused, running, unseen } = reach;
    const partitionCount = running.length + paused.length + unseen.length;
    exporting.seen(name, replicas.length === 0 ? null : phaseByPartition(replicas, partitionCount));
    const state = unreachable.length > 0 && paused.length === 0 ? 'unknown' : reach.state;
    const problem = state === 'running' || state === 'softPaused' ? null : problemOf(reach);
    exporting.paused(name, this.observations.note(name, { state, replicas, problem }).pausedSince);
    return reach;
  }

  private reasonToLiftLeftover({ name }: ClusterConfig, owner: PauseOwner): string | null {
    const known = this.pauses.intent(name);
    if (owner.kind !== 'ended-run' && this.liftedIntents.get(name) === known?.deadline) return null;
    return reasonToLiftLeftover({ owner, known, now: Date.now() });
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
      ranAt: this.observations.of(name)?.ranAt ?? null,
      pausedMs: now - paused,
      lostMs: now - (this.lostSince.get(name) ?? now),
      budgetMs: pauseBudget,
    });
  }
}

function problemOf(reach: ExportingReach): string | null {
  const { unreachable, unseen } = reach;
  if (unreachable.length > 0) return reachInWords(reach);
  return unseen.length > 0 ? 'the leader of a partition was not seen' : null;
}
