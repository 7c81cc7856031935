import type { Redis } from 'ioredis';
import { REDIS, ScheduleStore } from '#redis';
import type { CoordinatorPart } from '../coordinator.part.ts';
import { Leader } from '../leader/leader.ts';
import { OutcomeNoter } from './outcome-noter.ts';
import { ScheduleBook } from './schedule-book.ts';
import { ScheduleViews } from './schedule-views.ts';
import { SchedulerReconciler } from './scheduler-reconciler.ts';
import { SchedulesBeat } from './schedules-beat.ts';
import { SchedulesController } from './schedules.controller.ts';
import { SchedulesService } from './schedules.service.ts';
import { SlotSettler } from './slot-settler.ts';
import { TickQueue } from './tick-queue.ts';
import { TicksProcessor } from './ticks.processor.ts';

export const SCHEDULES: CoordinatorPart = {
  controllers: [SchedulesController],
  providers: [
    { provide: ScheduleStore, useFactory: (redis: Redis) => new ScheduleStore(redis), inject: [REDIS] },
    SchedulesService,
    ScheduleBook,
    ScheduleViews,
    SlotSettler,
    OutcomeNoter,
    TickQueue,
    TicksProcessor,
    SchedulerReconciler,
    SchedulesBeat,
    Leader,
  ],
};
