import { Module, type DynamicModule } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import { QUEUES } from '#contracts';
import { HealthModule } from '#app';
import { FinalizeModule } from '#engine';
import { ALERTS } from './alerts/alerts.part.ts';
import { AccessModule } from './access/access.module.ts';
import { BackupsController } from './backups/backups.controller.ts';
import { BackupsService } from './backups/backups.service.ts';
import { ClusterSurvey } from './backups/cluster-survey.ts';
import { IdRecovery } from './catalogue/id-recovery.ts';
import { CatalogueService } from './catalogue/catalogue.service.ts';
import { CensusTaker } from './catalogue/census-taker.ts';
import { SetOwners } from './catalogue/set-owners.ts';
import { SnapshotFigures } from './catalogue/snapshot-figures.ts';
import { ClustersController } from './clusters/clusters.controller.ts';
import { ClustersService } from './clusters/clusters.service.ts';
import { DOCTOR } from './doctor/doctor.part.ts';
import { EXPORTING } from './exporting/exporting.part.ts';
import { FlowSubmitter } from './flow/flow-submitter.ts';
import { bullBoardModules } from './http/bull-board.ts';
import { LATE_PARTS } from './late-parts/late-parts.part.ts';
import { LOCKS } from './locks/locks.part.ts';
import { NOTIFICATIONS } from './notifications/notifications.part.ts';
import { OWNERSHIP } from './ownership/ownership.part.ts';
import { OVERVIEW } from './overview/overview.part.ts';
import { OBSERVING } from './observing/observing.part.ts';
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
import { EventsController } from './runs/events.controller.ts';
import { JournalStream } from './runs/journal-stream.ts';
import { RunBeginner } from './runs/run-beginner.ts';
import { RunsController } from './runs/runs.controller.ts';
import { RunsService } from './runs/runs.service.ts';
import { DeletionAllowed } from './sets/deletion-allowed.ts';
import { DeletionPreflight } from './sets/deletion-preflight.ts';
import { DeletionsController } from './sets/deletions.controller.ts';
import { DeletionsService } from './sets/deletions.service.ts';
import { Manifests } from './sets/manifests.ts';
import { SetProtection } from './sets/set-protection.ts';
import { SetsController } from './sets/sets.controller.ts';
import { Verifier } from './sets/verifier.ts';
import { RETENTION } from './retention/retention.part.ts';
import { SCHEDULES } from './schedules/schedules.part.ts';
import { RunKeeper } from './supervision/run-keeper.ts';
import { SUPPORT } from './support/support.part.ts';

const RUNS = [RunBeginner, RunsService, JournalStream, RunKeeper, FlowSubmitter];
const PREFLIGHT = [Preflight, PreflightProcessor, PreflightQueue, Examiners, QueueWorkers, Settling];
const CATALOGUE = [CatalogueService, IdRecovery, CensusTaker, SnapshotFigures, SetOwners, ClusterSurvey];
const PARTS = [
  OWNERSHIP,
  OVERVIEW,
  OBSERVING,
  SCHEDULES,
  RETENTION,
  ALERTS,
  NOTIFICATIONS,
  EXPORTING,
  LOCKS,
  LATE_PARTS,
  DOCTOR,
  SUPPORT,
];
const SETS = [Verifier, Manifests, DeletionsService, DeletionPreflight, DeletionAllowed, SetProtection];
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

@Module({})
export class CoordinatorModule {
  static forRoot(config: HoldfastConfig): DynamicModule {
    return {
      module: CoordinatorModule,
      imports: [
        BullModule.registerQueue(...QUEUES.map((name) => ({ name }))),
        BullModule.registerFlowProducer({ name: 'runs' }),
        AccessModule,
        FinalizeModule,
        HealthModule,
        ...bullBoardModules(config),
      ],
      controllers: [
        BackupsController,
        ClustersController,
        DeletionsController,
        EventsController,
        RestoresController,
        RunsController,
        SetsController,
        ...PARTS.flatMap(({ controllers }) => controllers),
      ],
      providers: [
        ...RUNS,
        ...PREFLIGHT,
        ...CATALOGUE,
        ...SETS,
        ...RESTORES,
        ...PARTS.flatMap(({ providers }) => providers),
        BackupsService,
        ClustersService,
      ],
    };
  }
}
