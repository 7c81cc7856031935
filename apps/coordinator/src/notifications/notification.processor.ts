import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import { Counter } from 'prom-client';
import { publicUrlOf, type HoldfastConfig, type NotificationTarget } from '#config';
import { notificationJobSchema, readJob, type Notification, type QueueName } from '#contracts';
import { DeliveryLog, StateVersion } from '#redis';
import { Metrics } from '#observability';
import { CONFIG, QueueProcessor, WORKER_OPTIONS } from '#engine';
import { deliver } from './deliver.ts';

/** Calls to one target at the same time: the other places stay free for other targets when this one hangs. */
const AT_ONCE = 2;
const CONCURRENCY = 50;
/** A job whose target is busy is tried again after this time (ms). */
const AGAIN_MS = 1_000;

/** Delivers notifications. A receiver that hangs or fails does not hold up the others, and is tried again. */
@Injectable()
@Processor('notifications' satisfies QueueName, { ...WORKER_OPTIONS, concurrency: CONCURRENCY })
export class NotificationProcessor extends QueueProcessor {
  private readonly counter: Counter<'target' | 'result'>;
  /** Those that have series. */
  private targets: readonly string[] = [];
  /** Calls that are under way, by target. */
  private readonly calls = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly deliveries: DeliveryLog,
    metrics: Metrics,
    private readonly state: StateVersion,
  ) {
    super();
    this.counter = new Counter({
      name: 'holdfast_notifications_total',
      help: 'Attempts to deliver a notification, by their result',
      labelNames: ['target', 'result'],
      registers: [metrics.registry],
    });
    metrics.onScrape(() => {
      this.followTargets();
      return Promise.resolve();
    });
  }

  /** Every target has its series from the start, and none when it is no longer configured. */
  private followTargets(): void {
    const targets = this.config.notifications.map(({ name }) => name);
    const results = ['delivered', 'failed'];
    for (const target of this.targets.filter((each) => !targets.includes(each)))
      for (const result of results) this.counter.remove({ target, result });
    for (const target of targets) for (const result of results) this.counter.inc({ target, result }, 0);
    this.targets = targets;
  }

  protected async work(job: Job, token?: string): Promise<string> {
    const { target: name, notification } = readJob(notificationJobSchema, job);
    // Otherwise the result could not be written, and the notification would be delivered again and again.
    await this.state.require();
    const target = this.config.notifications.find((each) => each.name === name);
    if (!target) throw new UnrecoverableError(`target "${name}" is no longer configured`);
    const calls = this.calls.get(name) ?? 0;
    if (calls >= AT_ONCE) {
      await job.moveToDelayed(Date.now() + AGAIN_MS, token);
      throw new DelayedError();
    }
    this.calls.set(name, calls + 1);
    try {
      return await this.tell(target, notification);
    } finally {
      this.calls.set(name, (this.calls.get(name) ?? 1) - 1);
    }
  }

  private async tell(target: NotificationTarget, notification: Notification): Promise<string> {
    const { name } = target;
    try {
      const message = await deliver(target, notification, publicUrlOf(this.config));
      this.counter.inc({ target: name, result: 'delivered' });
      await this.deliveries.delivered(name, new Date().toISOString());
      return message;
    } catch (error) {
      this.counter.inc({ target: name, result: 'failed' });
      await this.deliveries.failed(name, new Date().toISOString(), (error as Error).message);
      throw error;
    }
  }
}
