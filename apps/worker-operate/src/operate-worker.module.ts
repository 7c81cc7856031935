import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { OperateProcessor } from './operate.processor.ts';

@Module({
  imports: [BullModule.registerQueue({ name: 'operate' satisfies QueueName })],
  providers: [OperateProcessor],
})
export class OperateWorkerModule {}
