import { Inject, Injectable } from '@nestjs/common';
import type { RunJob } from '#contracts';
import {
  causeOf,
  outcomeOf,
  phasesBefore,
  StepFailure,
  type FailureDetail,
  type RunRecord,
  type StepRecord,
} from '#domain';
import { FencedOut, journalEntry, PauseWindows, RunStore } from '#redis';
import { HOLDER } from '../tokens.ts';
import { closeOpenSteps, jobLost, neverStarted } from '../runs/close-open-steps.ts';
import { DeadManSwitch } from '../pauses/dead-man-switch.ts';

/** Writes the end of a run and gives the lock back, in one write. Idempotent. */
@Injectable()
export class RunFinalizer {
  constructor(
    private readonly store: RunStore,
    @Inject(HOLDER) private readonly holder: string,
    private readonly deadMan: DeadManSwitch,
    private readonly windows: PauseWindows,
  ) {}

  /** Call it only after exporting was settled. @throws FencedOut when the run lost its lock */
  async finish(job: RunJob): Promise<RunRecord['outcome']> {
    const run = await this.store.find(job.cluster, job.number);
    if (run?.runId !== job.runId) throw new FencedOut(job.runId, job.fence);
    if (run.phase === 'done') return run.outcome;
    const at = new Date().toISOString();
    const by = this.holder;
    // A backup no longer has an open one: its last step has closed them.
    const closed = closeOpenSteps(run.steps, { at, by, failure: jobLost });
    const outcome = outcomeOf(run);
    const failure =
      outcome === 'completed'
        ? null
        : (causeOf(run.steps) ?? lostJob(run.steps) ?? (outcome === 'failed' ? unexplained(run) : null));
    const message = failure ? `${outcome}: ${failure.message}` : outcome;
    const entry = journalEntry({ type: 'run-finished', at, by, message, failure });
    await this.store.write(job, {
      guards: [['phase', phasesBefore('done')]],
      fields: [
        ...closed.fields,
        ['phase', 'done'],
        ['outcome', outcome],
        ['finishedAt', at],
        ['failure', JSON.stringify(failure)],
      ],
      entries: [...closed.entries, entry],
      release: true,
    });
    await Promise.all([this.deadMan.disarm(job), this.windows.leave(job)]);
    return outcome;
  }
}

function lostJob(steps: readonly StepRecord[]): FailureDetail | null {
  const running = steps.find(({ state }) => state === 'running');
  return running ? jobLost(running) : null;
}

/** Why a run has failed in which no step has: the first step that is not done was skipped, or exporting does not run. */
function unexplained({ steps, exporting, cluster }: RunRecord): FailureDetail {
  const missing = steps.find(({ state }) => state !== 'done');
  if (missing) return missing.failure ?? neverStarted(missing);
  const message = `every step is done, and exporting is ${exporting}. Find out who paused it, then resume it: \`holdfast exporting resume ${cluster}\`.`;
  return StepFailure.permanent('exporting-incomplete', message, { component: 'zeebe' }).detail;
}
