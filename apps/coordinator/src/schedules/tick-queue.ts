import { Injectable } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { readJob, SCHEDULE_JOB, scheduleJobSchema, type QueueName, type ScheduleJob } from '#contracts';
import { UnreadableRecord, versioned } from '#domain';
import type { ConfiguredSchedule } from './configured-schedules.ts';

const KEEP = { age: 24 * 3600, count: 200 };
/** A tick that fails for good is replaced by the next look of the leader. */
const OPTIONS = {
  attempts: 5,
  backoff: { type: 'fixed', delay: 1_000 },
  removeOnComplete: KEEP,
  removeOnFail: KEEP,
};
/** States of a job that will still be worked on. */
const ALIVE = new Set(['delayed', 'waiting', 'active', 'prioritized']);

export interface KnownScheduler {
  id: string;
  /** Which schedule it looks at; null where its jobs do not say. */
  job: ScheduleJob | null;
  /** Another build made it, in a form that this one cannot read. It must be left alone. */
  isUnreadable: boolean;
  pattern: string | null;
  timezone: string | null;
  /** Whether a job waits for its next time. */
  armed: boolean;
}

/** The job schedulers of BullMQ, one for each schedule: they only say when to look. */
@Injectable()
export class TickQueue {
  constructor(@InjectQueue('schedules' satisfies QueueName) private readonly queue: Queue) {}

  async known(): Promise<KnownScheduler[]> {
    const schedulers = await this.queue.getJobSchedulers(0, -1, true);
    return Promise.all(
      schedulers.map(async ({ key, pattern, tz, next, template }) => ({
        id: key,
        ...jobOf(key, template?.data),
        pattern: pattern ?? null,
        timezone: tz ?? null,
        armed: ALIVE.has(await this.queue.getJobState(`repeat:${key}:${next ?? 0}`)),
      })),
    );
  }

  /** Idempotent. Only one process at a time may call it: two at once have made schedulers vanish. */
  async arm({ id, cluster, schedule }: ConfiguredSchedule): Promise<void> {
    const data: ScheduleJob = { cluster: cluster.name, schedule: schedule.name };
    await this.queue.upsertJobScheduler(
      id,
      { pattern: schedule.cron, tz: schedule.timezone },
      { name: SCHEDULE_JOB, data: versioned('job', data), opts: OPTIONS },
    );
  }

  /** Idempotent. */
  async disarm(id: string): Promise<void> {
    await this.queue.removeJobScheduler(id);
  }

  /** One more look at another time (ms since the epoch). Idempotent for the same time. */
  async lookAt({ id, cluster, schedule }: ConfiguredSchedule, at: number): Promise<void> {
    const data: ScheduleJob = { cluster: cluster.name, schedule: schedule.name };
    const delay = Math.max(0, at - Date.now());
    await this.queue.add(SCHEDULE_JOB, versioned('job', data), {
      ...OPTIONS,
      jobId: `look-${id}-${at}`,
      delay,
    });
  }
}

function jobOf(id: string, data: unknown): Pick<KnownScheduler, 'job' | 'isUnreadable'> {
  try {
    return { job: readJob(scheduleJobSchema, { name: SCHEDULE_JOB, id, data }), isUnreadable: false };
  } catch (error) {
    // It has no version, and Holdfast never wrote this form: it is removed as before.
    return { job: null, isUnreadable: error instanceof UnreadableRecord && error.found !== undefined };
  }
}
