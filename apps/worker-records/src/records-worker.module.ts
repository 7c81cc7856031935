import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { RecordsProcessor } from './records.processor.ts';
import { CheckDeletedStep } from './steps/check-deleted.step.ts';
import { DeleteIndicesStep } from './steps/delete-indices.step.ts';
import { DeleteSnapshotsStep } from './steps/delete-snapshots.step.ts';
import { RehearseRestoreStep } from './steps/rehearse-restore.step.ts';
import { SnapshotRecordsStep } from './steps/snapshot-records.step.ts';

@Module({
  imports: [BullModule.registerQueue({ name: 'records' satisfies QueueName })],
  providers: [
    RecordsProcessor,
    SnapshotRecordsStep,
    DeleteSnapshotsStep,
    CheckDeletedStep,
    RehearseRestoreStep,
    DeleteIndicesStep,
  ],
})
export class RecordsWorkerModule {}
