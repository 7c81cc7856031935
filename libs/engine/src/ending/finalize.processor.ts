import { Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import { UnrecoverableError, type Job } from 'bullmq';
import type { QueueName, RunJob } from '#contracts';
import { DEAD_MAN_JOB, FINALIZE_JOB, readJob, runJobSchema } from '#contracts/jobs';
import { FencedOut, RunStore } from '#redis';
import { RunConfigs } from '../configuration/run-configs.ts';
import { WORKER_OPTIONS } from '../queue/worker-options.ts';
import { StepProcessor } from '../steps/step-processor.ts';
import { StepRunner } from '../steps/step-runner.ts';
import { pauseBudgetUsedUp } from '../pauses/pause-budget.ts';
import { ResumeExportingStep } from './resume-exporting.step.ts';
import { RunTakeover } from './run-takeover.ts';
import { RunFinalizer } from './run-finalizer.ts';

/**
 * Serves the queue of the last two jobs of every flow, `resume-exporting` and the root, `finalize`, and of the dead
 * man. Runs in the coordinator and in worker-zeebe, so that one of them may be gone.
 */
@Injectable()
@Processor('finalize' satisfies QueueName, WORKER_OPTIONS)
export class FinalizeProcessor extends StepProcessor {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly passes: StepRunner,
    private readonly resume: ResumeExportingStep,
    private readonly finisher: RunFinalizer,
    private readonly ender: RunTakeover,
    private readonly configs: RunConfigs,
    private readonly store: RunStore,
  ) {
    super('finalize', passes, [resume]);
  }

  protected override async work(job: Job, token?: string): Promise<string> {
    if (job.name === DEAD_MAN_JOB) return this.endOverdue(readJob(runJobSchema, job));
    if (job.name !== FINALIZE_JOB) return super.work(job, token);
    const run = readJob(runJobSchema, job);
    try {
      if (await this.pauses(run)) {
        // Usually done by the job below; not when that one died with its queue's data or was deleted by hand.
        const outcome = await this.passes.run(this.resume, run);
        if (outcome.kind === 'later') return await this.conclude(job, token, outcome);
      }
      return (await this.finisher.finish(run)) ?? 'unknown';
    } catch (error) {
      if (error instanceof FencedOut) throw new UnrecoverableError(error.message);
      throw error;
    }
  }

  /**
   * Restores and deletions never pause exporting, and have nothing to resume. Nor does a run that has ended: its process may
   * have died before BullMQ knew.
   */
  private async pauses({ cluster, number }: RunJob): Promise<boolean> {
    const run = await this.store.find(cluster, number);
    if (run?.phase === 'done') return false;
    return run?.steps.some(({ name }) => name === this.resume.name) ?? true;
  }

  /** Throws as long as exporting does not run again, so that BullMQ tries again. @throws OtherConfiguration */
  private async endOverdue({ cluster: name, number, runId }: RunJob): Promise<string> {
    const [run, intent] = await Promise.all([this.store.find(name, number), this.store.pauseIntent(name)]);
    if (run?.runId !== runId || intent?.runId !== runId || run.phase === 'done') return 'nothing to do';
    const cluster = await this.configs.of(run);
    return (await this.ender.end(cluster, run, pauseBudgetUsedUp(cluster, run.steps)))
      ? 'ended the run'
      : 'left to others';
  }
}
