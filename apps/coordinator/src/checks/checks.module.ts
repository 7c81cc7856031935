import { Module } from '@nestjs/common';
import { QueueWorkers } from './queue-workers.ts';

/** What several rooms ask before they act. */
@Module({
  providers: [QueueWorkers],
  exports: [QueueWorkers],
})
export class ChecksModule {}
