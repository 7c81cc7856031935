import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { appOf, queueOf } from '#contracts/jobs';
import { PREFLIGHT_FIELD, RunStore } from '#redis';
import { awaitedOf, procedureOf, StepFailure, type FailureDetail, type RunRecord } from '#domain';
import { beganElsewhere } from '../configuration/began-elsewhere.ts';
import { RunConfigs } from '../configuration/run-configs.ts';
import { CONFIG } from '../tokens.ts';
import { Metrics } from '#observability';
import { LOOP_MS, ClusterLoop } from '../cluster-loop.ts';
import { PauseMemory } from '../pauses/pause-memory.ts';
import { pauseBudgetUsedUp } from '../pauses/pause-budget.ts';
import { RunTakeover } from './run-takeover.ts';
import { RunFinalizer } from './run-finalizer.ts';
import { readable } from '../runs/readable.ts';
import { IdleWork } from './idle-work.ts';

/** A run past its pause budget ends itself at its next pass, and the dead man comes next; then we step in (ms). */
const PATIENCE_MS = 5_000;
/** A process that has the configuration of the run goes first for this time (ms). */
const OTHERS_FIRST_MS = 10_000;
/** Only the newest runs can be open: a new one begins when the last has ended. */
const NEWEST = 5;

/**
 * Ends the runs that cannot end themselves, from the coordinator and from worker-zeebe: those whose pause outlasted
 * its budget, whose lock was lost, or whose next piece of work no process takes up.
 */
@Injectable()
export class RunSupervisor extends ClusterLoop {
  private readonly watch = new IdleWork();
  /** Since when this process leaves the end of a run to others, on the monotonic clock (ms). */
  private readonly leftSince = new Map<string, number>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly metrics: Metrics,
    private readonly ender: RunTakeover,
    private readonly finisher: RunFinalizer,
    private readonly pauses: PauseMemory,
    private readonly configs: RunConfigs,
  ) {
    super(config);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    // One that this build cannot read says nothing of runs that it can.
    const intent = await readable(this.store.pauseIntent(cluster.name));
    if (intent !== undefined) this.pauses.note(cluster.name, intent);
    const runs = await this.store.list(cluster.name, { limit: NEWEST });
    this.metrics.process.round(cluster.name, 'runs');
    for (const run of runs.filter(({ phase }) => phase !== 'done')) await this.examine(cluster, run);
  }

  private async examine(cluster: ClusterConfig, run: RunRecord): Promise<void> {
    const cause = (await this.outOfTime(cluster, run)) ?? (await this.lostLock(run));
    const idle = cause ? null : await this.idle(cluster, run);
    if (cause === null && idle === null) return;
    // Every step has ended and only the last word is missing: the record tells how it ended.
    const isLastWord = cause === null && idle === 'finalize';
    const isOurs = isLastWord || (await this.configs.has(run));
    if (!isOurs && this.othersGoFirst(run)) return;
    this.metrics.process.drifted(cluster.name, 'runs');
    if (isLastWord) await this.finisher.finish(run);
    else {
      const failure = cause ?? this.workerAway(idle ?? '', run);
      const isElsewhere = !isOurs && (await beganElsewhere(this.store, cluster, run));
      await this.ender.end(cluster, run, isOurs ? failure : elsewhere(failure), { isElsewhere });
    }
  }

  /** A process that has another configuration may resume exporting at the wrong address: it is the last to try. */
  private othersGoFirst({ runId }: RunRecord): boolean {
    const now = performance.now();
    const since = this.leftSince.get(runId) ?? now;
    if (this.leftSince.size > 100) this.leftSince.clear();
    this.leftSince.set(runId, since);
    return now - since < OTHERS_FIRST_MS;
  }

  private async outOfTime(cluster: ClusterConfig, run: RunRecord): Promise<FailureDetail | null> {
    const intent = await readable(this.store.pauseIntent(cluster.name));
    if (intent?.runId !== run.runId || Date.now() < intent.deadline + PATIENCE_MS) return null;
    return pauseBudgetUsedUp(cluster, run.steps);
  }

  private async lostLock(run: RunRecord): Promise<FailureDetail | null> {
    const fence = await this.store.fence(run.cluster);
    // Read again: a takeover between the two reads moves both.
    const now = fence === run.fence ? run : await this.store.find(run.cluster, run.number);
    if (now?.fence !== run.fence || fence === run.fence) return null;
    const message = `the lock was lost: fence ${run.fence} of this run is not the current one (${fence})`;
    return StepFailure.permanent('lock-lost', message).detail;
  }

  /** The work that no process took up for too long, counted in our own beats; null when all is well. */
  private async idle(cluster: ClusterConfig, run: RunRecord): Promise<string | null> {
    // It does not hold up exporting, and to give it up half-way would leave the cluster down: it waits for its worker.
    if (run.kind === 'restore' && run.phase === 'running') return null;
    // Its own steps are due, also where the present section lacks a component of them.
    const parts = run.steps.flatMap(({ component }) => (component === 'camunda' ? [] : [component]));
    const procedure = procedureOf(run, new Set([...cluster.components, ...parts]));
    const preflight = await this.store.field(run.cluster, run.number, PREFLIGHT_FIELD);
    const { workerGrace, pollMax } = this.config.steps;
    // A worker waits up to pollMax, with its jitter, between two looks.
    const patience = workerGrace + 1.2 * pollMax;
    const awaited = awaitedOf(run, procedure, preflight ?? '');
    return this.watch.idleFor(run.runId, awaited, { patience, beat: LOOP_MS });
  }

  private workerAway(work: string, run: RunRecord): FailureDetail {
    const step = run.steps.find(({ name }) => name === work);
    const seconds = Math.round(this.config.steps.workerGrace / 1000);
    const who = step ? appOf(queueOf(step)) : 'the coordinator';
    const message = `no process worked on ${work} for more than ${seconds} s. Check that ${who} runs, then run again.`;
    return StepFailure.permanent('worker-away', message, step ? { component: step.component } : {}).detail;
  }
}

/** What a person must know when a run was ended with another configuration than it began with. */
function elsewhere(failure: FailureDetail): FailureDetail {
  const warning =
    'No process had the configuration that the run began with, so it was ended with the present one. Check that exporting runs at its former addresses.';
  return { ...failure, message: `${failure.message} ${warning}` };
}
