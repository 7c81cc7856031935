import { Module } from '@nestjs/common';
import { BackupsModule } from '../backups/backups.module.ts';
import { LeaderModule } from '../leader/leader.module.ts';
import { QueuesModule } from '../redis/queues.module.ts';
import { RetentionModule } from '../retention/retention.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { OutcomeNoter } from './outcome-noter.ts';
import { ScheduleBook } from './schedule-book.ts';
import { ScheduleViews } from './schedule-views.ts';
import { SchedulerReconciler } from './scheduler-reconciler.ts';
import { SchedulesController } from './schedules.controller.ts';
import { SchedulesLoop } from './schedules-loop.ts';
import { SchedulesService } from './schedules.service.ts';
import { SlotSettler } from './slot-settler.ts';
import { TickQueue } from './tick-queue.ts';
import { TicksProcessor } from './ticks.processor.ts';

/** Runs backups by schedule. */
@Module({
  imports: [BackupsModule, LeaderModule, QueuesModule, RetentionModule, StoresModule],
  controllers: [SchedulesController],
  providers: [
    OutcomeNoter,
    ScheduleBook,
    ScheduleViews,
    SchedulerReconciler,
    SchedulesLoop,
    SchedulesService,
    SlotSettler,
    TickQueue,
    TicksProcessor,
  ],
  exports: [SchedulesService],
})
export class SchedulesModule {}
