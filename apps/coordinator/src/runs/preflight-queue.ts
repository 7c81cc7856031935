import { Injectable } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { jobIdOf, PREFLIGHT_JOB, type QueueName, type RunJob } from '#contracts';
import { versioned } from '#domain';
import { within } from '#engine';

/** So long Redis may take for it (ms). */
const ADD_MS = 5_000;
const KEEP = { age: 7 * 24 * 3600, count: 1_000 };

@Injectable()
export class PreflightQueue {
  constructor(@InjectQueue('coordinator' satisfies QueueName) private readonly queue: Queue) {}

  /**
   * Idempotent: one preflight per run.
   * @throws Error when Redis does not take it in time; it may take it later, and the run then goes on
   */
  async add(run: RunJob): Promise<void> {
    const added = this.queue.add(PREFLIGHT_JOB, versioned('job', run), {
      jobId: jobIdOf(run, PREFLIGHT_JOB),
      attempts: 30,
      backoff: { type: 'fixed', delay: 1_000 },
      removeOnComplete: KEEP,
      removeOnFail: KEEP,
    });
    // Connections of queues wait as long as it takes; a request does not.
    await within(ADD_MS, added, 'Redis did not answer');
  }
}
