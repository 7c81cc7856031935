import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import { QUEUES } from '#contracts';

/** Every queue of Holdfast, and the flow producer of its runs. Registered once: each registration is a connection. */
@Module({
  imports: [
    BullModule.registerQueue(...QUEUES.map((name) => ({ name }))),
    BullModule.registerFlowProducer({ name: 'runs' }),
  ],
  exports: [BullModule],
})
export class QueuesModule {}
