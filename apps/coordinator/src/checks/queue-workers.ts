import { Injectable } from '@nestjs/common';
import { getQueueToken } from '@nestjs/bullmq';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { QueueName } from '#contracts';

/**
 * For this time a count is as good as a new one (ms): to count, Redis lists every connection that it has, and many runs that begin
 * at once would each have it listed for each of their queues.
 */
const FRESH_MS = 500;

/** Which queues have a worker connected. Without one, a flow would stop there with exporting paused. */
@Injectable()
export class QueueWorkers {
  private readonly counts = new Map<QueueName, { at: number; workers: Promise<number> }>();

  constructor(private readonly modules: ModuleRef) {}

  /** @returns the queues of the list that no worker serves */
  async missing(names: readonly QueueName[]): Promise<QueueName[]> {
    const counts = await Promise.all(
      names.map(async (name) => ({ name, workers: await this.workers(name) })),
    );
    return counts.filter(({ workers }) => workers === 0).map(({ name }) => name);
  }

  /** Jobs by BullMQ's states, and connected workers. */
  async count(name: QueueName): Promise<{ jobs: Record<string, number>; workers: number }> {
    const [jobs, workers] = await Promise.all([this.queue(name).getJobCounts(), this.workers(name)]);
    return { jobs, workers };
  }

  /** Connected workers, as of half a second ago at most; a count that failed is made again. */
  private workers(name: QueueName): Promise<number> {
    const now = performance.now();
    const known = this.counts.get(name);
    if (known && now - known.at < FRESH_MS) return known.workers;
    const workers = this.queue(name).getWorkersCount();
    this.counts.set(name, { at: now, workers });
    workers.catch(() => this.counts.delete(name));
    return workers;
  }

  queue(name: QueueName): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}
