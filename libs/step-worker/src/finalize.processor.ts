import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import { UnrecoverableError, type Job } from 'bullmq';
import { FINALIZE_JOB, runJobSchema, type QueueName } from '#contracts';
import { FencedOut } from '#coordination';
import { ResumeExportingStep } from './resume-exporting.step.ts';
import { RunFinisher } from './run-finisher.ts';
import { StepProcessor } from './step-processor.ts';
import { StepRunner } from './step-runner.ts';
import { WORKER_OPTIONS } from './worker-options.ts';

/**
 * Serves the queue of the last two jobs of every flow: `resume-exporting` and the root, `finalize`. Runs in the
 * coordinator and in worker-zeebe, so that one of them may be gone.
 */
@Injectable()
@Processor('finalize' satisfies QueueName, WORKER_OPTIONS)
export class FinalizeProcessor extends StepProcessor {
  constructor(
    @Inject(StepRunner) private readonly passes: StepRunner,
    @Inject(ResumeExportingStep) private readonly resume: ResumeExportingStep,
    @Inject(RunFinisher) private readonly finisher: RunFinisher,
  ) {
    super(passes, [resume]);
  }

  override async process(job: Job, token?: string): Promise<string> {
    if (job.name !== FINALIZE_JOB) return super.process(job, token);
    const run = runJobSchema.parse(job.data);
    try {
      // Usually done by the job below; not when that one died with its queue's data or was deleted by hand.
      const outcome = await this.passes.run(this.resume, run);
      if (outcome.kind === 'later') return await this.conclude(job, token, outcome);
      return (await this.finisher.finish(run)) ?? 'unknown';
    } catch (error) {
      if (error instanceof FencedOut) throw new UnrecoverableError(error.message);
      throw error;
    }
  }
}
