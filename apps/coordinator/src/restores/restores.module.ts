import { ActionsModule } from '../actions/actions.module.ts';
import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { ChecksModule } from '../checks/checks.module.ts';
import { DatabasesModule } from '../databases/databases.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { CamundaProcessor } from './camunda.processor.ts';
import { CheckRestoredStep } from './steps/check-restored.step.ts';
import { ClusterControls } from './cluster-controls.ts';
import { Planner } from './planner.ts';
import { RestoreFactsReader } from './restore-facts.reader.ts';
import { RestorePreflight } from './restore-preflight.ts';
import { RestoreViews } from './restore-views.ts';
import { RestoreZeebeStep } from './steps/restore-zeebe.step.ts';
import { RestoresController } from './restores.controller.ts';
import { RestoresService } from './restores.service.ts';
import { SeedTemplatesStep } from './steps/seed-templates.step.ts';
import { StartCamundaStep } from './steps/start-camunda.step.ts';
import { StopCamundaStep } from './steps/stop-camunda.step.ts';

/** Plans and runs restores. */
@Module({
  imports: [ActionsModule, CatalogueModule, ChecksModule, DatabasesModule, RunsModule, StoresModule],
  controllers: [RestoresController],
  providers: [
    CamundaProcessor,
    CheckRestoredStep,
    ClusterControls,
    Planner,
    RestoreFactsReader,
    RestorePreflight,
    RestoreViews,
    RestoreZeebeStep,
    RestoresService,
    SeedTemplatesStep,
    StartCamundaStep,
    StopCamundaStep,
  ],
  exports: [RestorePreflight],
})
export class RestoresModule {}
