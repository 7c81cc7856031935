import { Injectable } from '@nestjs/common';
import { getQueueToken } from '@nestjs/bullmq';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { QueueName } from '#contracts';

/** Which queues have a worker connected. Without one, a flow would stop there with exporting paused. */
@Injectable()
export class QueueWorkers {
  constructor(private readonly modules: ModuleRef) {}

  /** @returns the queues of the list that no worker serves */
  async missing(names: readonly QueueName[]): Promise<QueueName[]> {
    const counts = await Promise.all(
      names.map(async (name) => ({ name, workers: await this.queue(name).getWorkersCount() })),
    );
    return counts.filter(({ workers }) => workers === 0).map(({ name }) => name);
  }

  /** Jobs by BullMQ's states, and connected workers. */
  async count(name: QueueName): Promise<{ jobs: Record<string, number>; workers: number }> {
    const [jobs, workers] = await Promise.all([
      this.queue(name).getJobCounts(),
      this.queue(name).getWorkersCount(),
    ]);
    return { jobs, workers };
  }

  queue(name: QueueName): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}
