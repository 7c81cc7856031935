import { Injectable } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { jobIdOf, PREFLIGHT_JOB, type QueueName, type RunJob } from '#contracts';

const KEEP = { age: 7 * 24 * 3600, count: 1_000 };

@Injectable()
export class PreflightQueue {
  constructor(@InjectQueue('coordinator' satisfies QueueName) private readonly queue: Queue) {}

  /** Idempotent: one preflight per run. */
  async add(run: RunJob): Promise<void> {
    await this.queue.add(PREFLIGHT_JOB, run, {
      jobId: jobIdOf(run, PREFLIGHT_JOB),
      attempts: 30,
      backoff: { type: 'fixed', delay: 1_000 },
      removeOnComplete: KEEP,
      removeOnFail: KEEP,
    });
  }
}
