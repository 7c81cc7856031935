import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { QUEUES, type QueueName } from '#contracts';
import { QueueWorkers } from '../checks/queue-workers.ts';
import type { BundleFile } from './bundle-file.ts';

const STATES = ['active', 'waiting', 'waiting-children', 'delayed', 'failed', 'completed'] as const;
/** The newest of each state. */
const JOBS = 25;

/** What a bundle has of BullMQ's queues. */
@Injectable()
export class QueueFiles {
  constructor(private readonly queues: QueueWorkers) {}

  list(): BundleFile[] {
    return QUEUES.map((name) => ({ name: `queues/${name}.json`, read: () => this.dump(name) }));
  }

  private async dump(name: QueueName): Promise<Record<string, unknown>> {
    const counted = await this.queues.count(name);
    const queue = this.queues.queue(name);
    const jobs = await Promise.all(
      STATES.map(async (state) => {
        const found = (await queue.getJobs([state], 0, JOBS - 1)) as (Job<unknown, unknown> | undefined)[];
        // A job that is removed meanwhile leaves a hole.
        return [state, found.filter((job) => job !== undefined).map(shown)] as const;
      }),
    );
    return { ...counted, ...Object.fromEntries(jobs) };
  }
}

function shown(job: Job<unknown, unknown>): Record<string, unknown> {
  const { id, name, data, timestamp, processedOn, finishedOn, attemptsMade, attemptsStarted } = job;
  const { failedReason, stacktrace, returnvalue, delay, parentKey } = job;
  return {
    ...{ id, name, data, timestamp, processedOn, finishedOn, delay, parentKey },
    ...{ attemptsMade, attemptsStarted, failedReason, stacktrace, returnvalue },
  };
}
