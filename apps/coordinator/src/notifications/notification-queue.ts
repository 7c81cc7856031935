import { Injectable } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import type { Notification, NotificationJob, QueueName } from '#contracts';
import { versioned } from '#domain';

/** About two hours of trying: 2 s, 4 s, … , 68 min. */
const ATTEMPTS = 13;
const KEEP = { age: 7 * 24 * 3600, count: 1_000 };

@Injectable()
export class NotificationQueue {
  constructor(
    @InjectQueue('notifications' satisfies QueueName) private readonly queue: Queue<NotificationJob>,
  ) {}

  /** Idempotent: one job for each notification and target, as long as BullMQ remembers it (7 days). */
  async add(target: string, notification: Notification): Promise<void> {
    await this.queue.add(notification.type, versioned('job', { target, notification }), {
      jobId: `${notification.id}-${target}`,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: 2_000, jitter: 0.2 },
      removeOnComplete: KEEP,
      removeOnFail: KEEP,
    });
  }
}
