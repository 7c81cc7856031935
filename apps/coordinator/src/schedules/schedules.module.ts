import { Module } from '@nestjs/common';
import { BackupsModule } from '../backups/backups.module.ts';
import { LeaderModule } from '../leader/leader.module.ts';
import { QueuesModule } from '../redis/queues.module.ts';
import { RetentionModule } from '../retention/retention.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { ConfiguredSchedules } from './configured-schedules.ts';
import { OutcomeRecorder } from './outcome-recorder.ts';
import { ScheduleViews } from './schedule-views.ts';
import { SchedulerReconciler } from './scheduler-reconciler.ts';
import { SchedulesController } from './schedules.controller.ts';
import { SchedulesLoop } from './schedules-loop.ts';
import { SchedulesService } from './schedules.service.ts';
import { SlotDecider } from './slot-decider.ts';
import { TickQueue } from './tick-queue.ts';
import { TicksProcessor } from './ticks.processor.ts';

/** Runs backups by schedule. */
@Module({
  imports: [BackupsModule, LeaderModule, QueuesModule, RetentionModule, StoresModule],
  controllers: [SchedulesController],
  providers: [
    ConfiguredSchedules,
    OutcomeRecorder,
    ScheduleViews,
    SchedulerReconciler,
    SchedulesLoop,
    SchedulesService,
    SlotDecider,
    TickQueue,
    TicksProcessor,
  ],
  exports: [ConfiguredSchedules, SchedulesService],
})
export class SchedulesModule {}
