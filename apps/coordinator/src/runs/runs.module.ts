import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { QueuesModule } from '../redis/queues.module.ts';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { AllRuns } from './all-runs.ts';
import { ClusterHistory } from './cluster-history.ts';
import { EventsController } from './events.controller.ts';
import { JournalStream } from './journal-stream.ts';
import { PreflightQueue } from './preflight-queue.ts';
import { RunStarter } from './run-starter.ts';
import { RunsController } from './runs.controller.ts';
import { RunsService } from './runs.service.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { TrimmedHistory } from './trimmed-history.ts';

/** Runs of every kind: begin, follow, cancel. */
@Module({
  imports: [AccessModule, ClustersModule, QueuesModule, StoresModule],
  controllers: [EventsController, RunsController],
  providers: [
    AllRuns,
    ClusterHistory,
    JournalStream,
    PreflightQueue,
    RunStarter,
    RunsService,
    TrimmedHistory,
  ],
  exports: [ClusterHistory, PreflightQueue, RunStarter, RunsService, TrimmedHistory],
})
export class RunsModule {}
