import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { OptimizeProcessor } from './optimize.processor.ts';

@Module({
  imports: [BullModule.registerQueue({ name: 'optimize' satisfies QueueName })],
  providers: [OptimizeProcessor],
})
export class OptimizeWorkerModule {}
