import { Logger } from '@nestjs/common';
import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { DelayedError, type Job } from 'bullmq';
import { CANARY_JOB } from '#contracts/jobs';
import { UnreadableRecord } from '#domain';
import { OtherConfiguration } from '../configuration/other-configuration.ts';
import { LEFT_JOBS, LEFT_RUNS } from './left-jobs.ts';
import { UNDER_WAY } from './under-way.ts';

/** The same complaint of a worker is logged again after this time (ms). */
const AGAIN_MS = 60_000;
/** A job that this process must not do is left for this time (ms): another worker may take it then, also inside a pause. */
const LEFT_MS = 1_000;

/** Serves one queue: lets canaries through, and keeps BullMQ's events out of the way. */
export abstract class QueueProcessor extends WorkerHost {
  private complaint: { message: string; at: number } | null = null;
  protected readonly logger = new Logger(this.constructor.name);

  async process(job: Job, token?: string): Promise<string> {
    return job.name === CANARY_JOB ? 'alive' : UNDER_WAY.during(() => this.orLeave(job, token));
  }

  /**
   * @throws UnrecoverableError when the job must not be tried again, DelayedError when it was put back, UnreadableRecord when
   *   this build cannot read it, or what it works on, OtherConfiguration when its run began with another configuration
   */
  protected abstract work(job: Job, token?: string): Promise<string>;

  /** What this process must not do is neither failed nor lost: it waits for a process that may. */
  private async orLeave(job: Job, token?: string): Promise<string> {
    try {
      return await this.work(job, token);
    } catch (error) {
      if (error instanceof UnreadableRecord) LEFT_JOBS.note(error);
      else if (error instanceof OtherConfiguration) {
        LEFT_RUNS.note(error);
        this.onError(error);
      } else throw error;
      await job.moveToDelayed(Date.now() + LEFT_MS, token);
      throw new DelayedError();
    }
  }

  /**
   * Without a listener BullMQ prints raw stacks; a lost connection repairs itself. A Redis that refuses writes does so a
   * hundred times a second: the same words are logged once a minute.
   */
  @OnWorkerEvent('error')
  onError({ message }: Error): void {
    const now = performance.now();
    if (this.complaint?.message === message && now - this.complaint.at < AGAIN_MS) return;
    this.complaint = { message, at: now };
    this.logger.warn(message);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.logger.warn(`${job?.name ?? 'a job'} (${job?.id ?? 'unknown'}) failed: ${error.message}`);
  }
}
