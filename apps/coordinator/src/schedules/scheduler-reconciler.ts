import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ScheduleStore } from '#redis';
import { Metrics } from '#observability';
import { Loop } from '#engine';
import { Leader } from '../leader/leader.ts';
import { ConfiguredSchedules, type ConfiguredSchedule } from './configured-schedules.ts';
import { TickQueue, type KnownScheduler } from './tick-queue.ts';

/** Interval of the question whether it is time (ms). */
const LOOK_MS = 2_000;
/** Interval at which BullMQ's schedulers are compared with the configuration (ms); at once by a new leader, and after a change. */
const EVERY_MS = 60_000;

/** Keeps BullMQ's schedulers as configured, from one process: adds, changes and removes them. */
@Injectable()
export class SchedulerReconciler implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SchedulerReconciler.name);
  private done: { fence: number | null; book: readonly ConfiguredSchedule[]; at: number } | null = null;

  private readonly loop = new Loop({
    everyMs: LOOK_MS,
    turn: () => this.look(),
    onError: ({ message }) =>
      this.logger.warn(`schedulers cannot be compared with the configuration yet: ${message}`),
  });

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly leader: Leader,
    private readonly book: ConfiguredSchedules,
    private readonly ticks: TickQueue,
    private readonly store: ScheduleStore,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onApplicationShutdown(): void {
    this.loop.stop();
  }

  private async look(): Promise<void> {
    const { leads, fence } = this.leader;
    if (!leads) return;
    const book = this.book.all;
    const isDone = this.done?.fence === fence && this.done.book === book;
    if (isDone && performance.now() - (this.done?.at ?? 0) < EVERY_MS) return;
    await this.reconcile(book);
    this.done = { fence, book, at: performance.now() };
  }

  private async reconcile(book: readonly ConfiguredSchedule[]): Promise<void> {
    const all = await this.ticks.known();
    const known = all.filter(({ isUnreadable }) => !isUnreadable);
    const foreign = new Set(all.filter(({ isUnreadable }) => isUnreadable).map(({ id }) => id));
    const ids = new Set(book.map(({ id }) => id));
    for (const { id, job } of known.filter((each) => !ids.has(each.id))) {
      await this.ticks.disarm(id);
      if (job) await this.store.end(job.cluster, job.schedule);
      this.logger.log(`schedule ${id} is configured no more and was removed`);
    }
    for (const { name } of this.metrics.clusters) this.metrics.process.round(name, 'schedules');
    for (const booked of book) {
      if (foreign.has(booked.id) || this.isAsConfigured(booked, known)) continue;
      this.metrics.process.drifted(booked.cluster.name, 'schedules');
      await this.ticks.arm(booked);
      this.logger.log(`schedule ${booked.id} was set to ${booked.spec}`);
    }
  }

  private isAsConfigured({ id, schedule }: ConfiguredSchedule, known: readonly KnownScheduler[]): boolean {
    return known.some(
      (each) =>
        each.id === id && each.armed && each.pattern === schedule.cron && each.timezone === schedule.timezone,
    );
  }
}
