import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { ExportingReconciler } from './exporting-reconciler.ts';
import { FinalizeProcessor } from './finalize.processor.ts';
import { RunTakeover } from './run-takeover.ts';
import { RunSupervisor } from './run-supervisor.ts';
import { ResumeExportingStep } from './resume-exporting.step.ts';

/**
 * What brings exporting back: the end of every flow, the dead man and the supervisor that end a run from outside, and
 * the reconciler that looks at Zeebe alone.
 */
@Module({
  imports: [BullModule.registerQueue({ name: 'finalize' satisfies QueueName })],
  providers: [FinalizeProcessor, ResumeExportingStep, ExportingReconciler, RunTakeover, RunSupervisor],
})
export class FinalizeModule {}
