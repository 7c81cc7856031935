import { Logger } from '@nestjs/common';
import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { CANARY_JOB } from '#contracts';
import { UNDER_WAY } from './under-way.ts';

/** Serves one queue: lets canaries through, and keeps BullMQ's events out of the way. */
export abstract class QueueProcessor extends WorkerHost {
  protected readonly logger = new Logger(this.constructor.name);

  async process(job: Job, token?: string): Promise<string> {
    return job.name === CANARY_JOB ? 'alive' : UNDER_WAY.during(() => this.work(job, token));
  }

  /** @throws UnrecoverableError when the job must not be tried again, DelayedError when it was put back */
  protected abstract work(job: Job, token?: string): Promise<string>;

  /** Without a listener BullMQ prints raw stacks; a lost connection repairs itself. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(error.message);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.logger.warn(`${job?.name ?? 'a job'} (${job?.id ?? 'unknown'}) failed: ${error.message}`);
  }
}
