import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { FinalizeProcessor } from './finalize.processor.ts';
import { ResumeExportingStep } from './resume-exporting.step.ts';

@Module({
  imports: [BullModule.registerQueue({ name: 'finalize' satisfies QueueName })],
  providers: [FinalizeProcessor, ResumeExportingStep],
})
export class FinalizeModule {}
