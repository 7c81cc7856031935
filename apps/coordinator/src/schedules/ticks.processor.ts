import { Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { readJob, scheduleJobSchema, type QueueName } from '#contracts';
import { QueueProcessor, WORKER_OPTIONS } from '#engine';
import { ConfiguredSchedules } from './configured-schedules.ts';
import { SlotDecider } from './slot-decider.ts';
import { TickQueue } from './tick-queue.ts';

/** A tick is small: it decides on what has come by now, begins a run where one is to begin, and does not wait for it. */
@Injectable()
@Processor('schedules' satisfies QueueName, WORKER_OPTIONS)
export class TicksProcessor extends QueueProcessor {
  constructor(
    private readonly book: ConfiguredSchedules,
    private readonly settler: SlotDecider,
    private readonly ticks: TickQueue,
  ) {
    super();
  }

  protected async work(job: Job): Promise<string> {
    const { cluster, schedule: name } = readJob(scheduleJobSchema, job);
    const booked = this.book.all.find((each) => each.cluster.name === cluster && each.schedule.name === name);
    if (!booked) return 'not configured here';
    const next = await this.settler.settle(booked);
    if (next === null) return 'settled';
    await this.ticks.lookAt(booked, next);
    return `settled; looks again at ${new Date(next).toISOString()}`;
  }
}
