import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { ExportingReconciler } from './exporting-reconciler.ts';
import { FinalizeProcessor } from './finalize.processor.ts';
import { OverdueRuns } from './overdue-runs.ts';
import { ResumeExportingStep } from './resume-exporting.step.ts';

/** What brings exporting back: the end of every flow, and the reconciler that needs no flow. */
@Module({
  imports: [BullModule.registerQueue({ name: 'finalize' satisfies QueueName })],
  providers: [FinalizeProcessor, ResumeExportingStep, ExportingReconciler, OverdueRuns],
})
export class FinalizeModule {}
