import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { QueuesModule } from '../redis/queues.module.ts';
import { ClusterHistory } from './cluster-history.ts';
import { EventsController } from './events.controller.ts';
import { JournalStream } from './journal-stream.ts';
import { PreflightQueue } from './preflight-queue.ts';
import { RunStarter } from './run-starter.ts';
import { RunsController } from './runs.controller.ts';
import { RunsService } from './runs.service.ts';

/** Runs of every kind: begin, follow, cancel. */
@Module({
  imports: [AccessModule, QueuesModule],
  controllers: [EventsController, RunsController],
  providers: [ClusterHistory, JournalStream, PreflightQueue, RunStarter, RunsService],
  exports: [ClusterHistory, PreflightQueue, RunStarter, RunsService],
})
export class RunsModule {}
