import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { FinalizeModule } from '#engine';
import { DeleteZeebeBackupStep } from './steps/delete-zeebe-backup.step.ts';
import { PauseExportingStep } from './steps/pause-exporting.step.ts';
import { ZeebeProcessor } from './zeebe.processor.ts';

@Module({
  imports: [BullModule.registerQueue({ name: 'zeebe' satisfies QueueName }), FinalizeModule],
  providers: [ZeebeProcessor, PauseExportingStep, DeleteZeebeBackupStep],
})
export class ZeebeWorkerModule {}
