import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { RecordsProcessor } from './records.processor.ts';
import { SnapshotRecordsStep } from './steps/snapshot-records.step.ts';

@Module({
  imports: [BullModule.registerQueue({ name: 'records' satisfies QueueName })],
  providers: [RecordsProcessor, SnapshotRecordsStep],
})
export class RecordsWorkerModule {}
