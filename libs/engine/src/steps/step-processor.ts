import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import { stepJobSchema } from '#contracts';
import { FencedOut } from '#redis';
import { QueueProcessor } from '../queue/queue-processor.ts';
import type { StepRunner, PassOutcome } from './step-runner.ts';
import type { Step } from './step.ts';

/**
 * Turns the passes of a step into the life of a BullMQ job: a pass that must wait puts the job back as delayed,
 * which frees the worker and survives a restart. The record of the run was written before; BullMQ only learns
 * whether to go on.
 */
export abstract class StepProcessor extends QueueProcessor {
  private readonly steps: ReadonlyMap<string, Step>;

  constructor(
    private readonly runner: StepRunner,
    steps: readonly Step[],
  ) {
    super();
    this.steps = new Map(steps.map((step) => [step.name, step]));
    if (steps.length === 0 || this.steps.size !== steps.length) {
      throw new Error(
        `${this.constructor.name} needs one handler per step and got: ${steps.map((step) => step.name).join(', ') || 'none'}`,
      );
    }
  }

  protected async work(job: Job, token?: string): Promise<string> {
    const payload = stepJobSchema.parse(job.data);
    const step = this.steps.get(payload.step);
    if (!step)
      throw new UnrecoverableError(
        `this worker has no step ${payload.step}; is it of another version than the coordinator?`,
      );
    let outcome: PassOutcome;
    try {
      outcome = await this.runner.run(step, payload);
    } catch (error) {
      if (error instanceof FencedOut) throw new UnrecoverableError(error.message);
      throw error;
    }
    return this.conclude(job, token, outcome);
  }

  protected async conclude(job: Job, token: string | undefined, outcome: PassOutcome): Promise<string> {
    if (outcome.kind === 'done') return outcome.answer;
    if (outcome.kind === 'ended') throw new UnrecoverableError(outcome.why);
    await job.moveToDelayed(Date.now() + outcome.delayMs, token);
    throw new DelayedError();
  }
}
