import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import type { QueueName } from '#contracts';
import { readJob, stepJobSchema, stepsServedBy } from '#contracts/jobs';
import { FencedOut } from '#redis';
import { QueueProcessor } from '../queue/queue-processor.ts';
import type { StepRunner, PassOutcome } from './step-runner.ts';
import type { Step } from './step.ts';

/**
 * Turns the passes of a step into the life of a BullMQ job: a pass that must wait puts the job back as delayed,
 * which frees the worker and survives a restart. The record of the run was written before; BullMQ only learns
 * whether to continue.
 */
export abstract class StepProcessor extends QueueProcessor {
  private readonly steps: ReadonlyMap<string, Step>;

  /**
   * @param queue - the queue that it serves
   * @param steps - one handler for each step that the procedures put into that queue
   * @throws Error when a handler is missing, doubled or of another queue: the app then refuses to start
   */
  constructor(
    queue: QueueName,
    private readonly runner: StepRunner,
    steps: readonly Step[],
  ) {
    super();
    this.steps = new Map(steps.map((step) => [step.name, step]));
    const problem = handlerProblem(queue, steps);
    if (problem !== null) throw new Error(`queue ${queue}: ${problem}`);
  }

  protected async work(job: Job, token?: string): Promise<string> {
    const payload = readJob(stepJobSchema, job);
    const step = this.steps.get(payload.step);
    if (!step)
      throw new UnrecoverableError(
        `This worker cannot run step ${payload.step}. Is it a different version from the coordinator?`,
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

function handlerProblem(queue: QueueName, steps: readonly Step[]): string | null {
  const expected = stepsServedBy(queue);
  const names = steps.map(({ name }) => name);
  const list = (found: readonly string[]): string => [...new Set(found)].join(', ');
  const missing = expected.filter((name) => !names.includes(name));
  if (missing.length > 0) return `no handler for ${list(missing)}`;
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  if (doubled.length > 0) return `more than one handler for ${list(doubled)}`;
  const foreign = names.filter((name) => !expected.includes(name));
  return foreign.length > 0 ? `no procedure puts ${list(foreign)} here` : null;
}
