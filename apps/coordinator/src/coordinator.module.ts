import { Module, type DynamicModule } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import { QUEUES } from '#contracts';
import { FinalizeModule, HealthModule } from '#step-worker';
import { BackupsController } from './backups/backups.controller.ts';
import { BackupsService } from './backups/backups.service.ts';
import { ClusterSurvey } from './backups/cluster-survey.ts';
import { CatalogueRecovery } from './catalogue/catalogue-recovery.ts';
import { CatalogueService } from './catalogue/catalogue.service.ts';
import { CensusTaker } from './catalogue/census-taker.ts';
import { SnapshotFigures } from './catalogue/snapshot-figures.ts';
import { ClustersController } from './clusters/clusters.controller.ts';
import { ClustersService } from './clusters/clusters.service.ts';
import { FlowSubmitter } from './flow/flow-submitter.ts';
import { bullBoardModules } from './http/bull-board.ts';
import { Examiners } from './preflight/examiners.ts';
import { Preflight } from './preflight/preflight.ts';
import { PreflightProcessor } from './preflight/preflight.processor.ts';
import { PreflightQueue } from './preflight/preflight-queue.ts';
import { QueueWorkers } from './preflight/queue-workers.ts';
import { Settling } from './preflight/settling.ts';
import { CamundaProcessor } from './restores/camunda.processor.ts';
import { ClusterControls } from './restores/cluster-controls.ts';
import { Planner } from './restores/planner.ts';
import { RestorePreflight } from './restores/restore-preflight.ts';
import { RestoreSurvey } from './restores/restore-survey.ts';
import { RestoreViews } from './restores/restore-views.ts';
import { RestoresController } from './restores/restores.controller.ts';
import { RestoresService } from './restores/restores.service.ts';
import { CheckRestoredStep } from './restores/steps/check-restored.step.ts';
import { RestoreZeebeStep } from './restores/steps/restore-zeebe.step.ts';
import { SeedTemplatesStep } from './restores/steps/seed-templates.step.ts';
import { StartCamundaStep } from './restores/steps/start-camunda.step.ts';
import { StopCamundaStep } from './restores/steps/stop-camunda.step.ts';
import { ClusterWatch } from './overview/cluster-watch.ts';
import { CurrentAlerts, NoAlerts } from './overview/current-alerts.port.ts';
import { ExportingWatch } from './overview/exporting-watch.ts';
import { LastGood } from './overview/last-good.ts';
import { NoSchedules, PlannedSchedules } from './overview/planned-schedules.port.ts';
import { OverviewController } from './overview/overview.controller.ts';
import { OverviewService } from './overview/overview.service.ts';
import { OverviewStream } from './overview/overview-stream.ts';
import { EventsController } from './runs/events.controller.ts';
import { JournalStream } from './runs/journal-stream.ts';
import { RunBeginner } from './runs/run-beginner.ts';
import { RunsController } from './runs/runs.controller.ts';
import { RunsService } from './runs/runs.service.ts';
import { DeletionPreflight } from './sets/deletion-preflight.ts';
import { DeletionsController } from './sets/deletions.controller.ts';
import { DeletionsService } from './sets/deletions.service.ts';
import { Manifests } from './sets/manifests.ts';
import { SetsController } from './sets/sets.controller.ts';
import { Verifier } from './sets/verifier.ts';
import { RunKeeper } from './supervision/run-keeper.ts';

const RUNS = [RunBeginner, RunsService, JournalStream, RunKeeper, FlowSubmitter];
const PREFLIGHT = [Preflight, PreflightProcessor, PreflightQueue, Examiners, QueueWorkers, Settling];
const CATALOGUE = [CatalogueService, CatalogueRecovery, CensusTaker, SnapshotFigures, ClusterSurvey];
const SETS = [Verifier, Manifests, DeletionsService, DeletionPreflight];
const RESTORES = [
  RestoresService,
  RestoreViews,
  RestoreSurvey,
  RestorePreflight,
  Planner,
  ClusterControls,
  CamundaProcessor,
  SeedTemplatesStep,
  StopCamundaStep,
  RestoreZeebeStep,
  StartCamundaStep,
  CheckRestoredStep,
];

const OVERVIEW = [
  ClusterWatch,
  ExportingWatch,
  LastGood,
  OverviewService,
  OverviewStream,
  { provide: PlannedSchedules, useClass: NoSchedules },
  { provide: CurrentAlerts, useClass: NoAlerts },
];

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
      controllers: [
        BackupsController,
        ClustersController,
        DeletionsController,
        EventsController,
        OverviewController,
        RestoresController,
        RunsController,
        SetsController,
      ],
      providers: [
        ...RUNS,
        ...PREFLIGHT,
        ...CATALOGUE,
        ...SETS,
        ...RESTORES,
        ...OVERVIEW,
        BackupsService,
        ClustersService,
      ],
    };
  }
}
