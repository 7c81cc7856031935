import { Injectable } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import type { QueueName, RunJob } from '#contracts';
import { DEAD_MAN_JOB, jobIdOf } from '#contracts/jobs';
import { versioned } from '#domain';

/** The run ends itself at its deadline; the dead man is for the case that it cannot (ms). */
const PATIENCE_MS = 3_000;

/** A job in Redis that outlives every process: written before the pause, it ends the run unless it is disarmed. */
@Injectable()
export class DeadManSwitch {
  constructor(@InjectQueue('finalize' satisfies QueueName) private readonly queue: Queue) {}

  /**
   * Idempotent: one per run.
   * @param deadline ms since the epoch
   */
  async arm({ cluster, kind, number, runId, fence }: RunJob, deadline: number): Promise<void> {
    const run: RunJob = { cluster, kind, number, runId, fence };
    await this.queue.add(DEAD_MAN_JOB, versioned('job', run), {
      jobId: jobIdOf(run, DEAD_MAN_JOB),
      delay: Math.max(0, deadline - Date.now()) + PATIENCE_MS,
      attempts: 1_000_000,
      backoff: { type: 'fixed', delay: 2_000 },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  /** Idempotent. One that is left behind does no harm: it finds that its run has ended. */
  async disarm(run: Pick<RunJob, 'kind' | 'number' | 'runId'>): Promise<void> {
    await this.queue.remove(jobIdOf(run, DEAD_MAN_JOB)).catch(() => undefined);
  }
}
