import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { TasklistProcessor } from './tasklist.processor.ts';

@Module({
  imports: [BullModule.registerQueue({ name: 'tasklist' satisfies QueueName })],
  providers: [TasklistProcessor],
})
export class TasklistWorkerModule {}
