import { Module, type DynamicModule } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import { QUEUES } from '#contracts';
import { FinalizeModule, HealthModule } from '#step-worker';
import { BackupEventsController } from './backups/backup-events.controller.ts';
import { BackupsController } from './backups/backups.controller.ts';
import { BackupsService } from './backups/backups.service.ts';
import { ClusterSurvey } from './backups/cluster-survey.ts';
import { CatalogueRecovery } from './catalogue/catalogue-recovery.ts';
import { ClustersController } from './clusters/clusters.controller.ts';
import { ClustersService } from './clusters/clusters.service.ts';
import { FlowSubmitter } from './flow/flow-submitter.ts';
import { bullBoardModules } from './http/bull-board.ts';
import { Preflight } from './preflight/preflight.ts';
import { PreflightProcessor } from './preflight/preflight.processor.ts';
import { PreflightQueue } from './preflight/preflight-queue.ts';
import { QueueWorkers } from './preflight/queue-workers.ts';
import { Settling } from './preflight/settling.ts';
import { RunKeeper } from './supervision/run-keeper.ts';

@Module({})
export class CoordinatorModule {
  static forRoot(config: HoldfastConfig): DynamicModule {
    return {
      module: CoordinatorModule,
      imports: [
        BullModule.registerQueue(...QUEUES.map((name) => ({ name }))),
        BullModule.registerFlowProducer({ name: 'backups' }),
        FinalizeModule,
        HealthModule,
        ...bullBoardModules(config),
      ],
      controllers: [BackupsController, BackupEventsController, ClustersController],
      providers: [
        BackupsService,
        ClustersService,
        ClusterSurvey,
        CatalogueRecovery,
        Preflight,
        PreflightProcessor,
        PreflightQueue,
        QueueWorkers,
        Settling,
        FlowSubmitter,
        RunKeeper,
      ],
    };
  }
}
