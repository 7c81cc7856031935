import { Module } from '@nestjs/common';
import { ConfigReports } from './config-reports.ts';
import { QueueWorkers } from './queue-workers.ts';

/** What several rooms ask before they act. */
@Module({
  providers: [ConfigReports, QueueWorkers],
  exports: [ConfigReports, QueueWorkers],
})
export class ChecksModule {}
