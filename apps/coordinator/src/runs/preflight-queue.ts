import { Injectable } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { jobIdOf, PREFLIGHT_JOB, type QueueName, type RunJob } from '#contracts';
import { versioned } from '#domain';
import { within } from '#engine';

/** The time Redis may take to accept the job (ms). */
const ADD_MS = 5_000;
const KEEP = { age: 7 * 24 * 3600, count: 1_000 };

@Injectable()
export class PreflightQueue {
  constructor(@InjectQueue('coordinator' satisfies QueueName) private readonly queue: Queue) {}

  /**
   * Idempotent: one preflight per run.
   * @throws Error when Redis does not take it in time; it may take it later, and then the run continues
   */
  async add(run: RunJob): Promise<void> {
    const added = this.queue.add(PREFLIGHT_JOB, versioned('job', run), {
      jobId: jobIdOf(run, PREFLIGHT_JOB),
      attempts: 30,
      backoff: { type: 'fixed', delay: 1_000 },
      removeOnComplete: KEEP,
      removeOnFail: KEEP,
    });
    // The connection of a queue waits without a limit; a request must not.
    await within(ADD_MS, added, 'Redis did not answer');
  }
}
