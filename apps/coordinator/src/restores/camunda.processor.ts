import { Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { PROCEDURES, stoppedAlone, WEB_APPS, type Component, type WebApp } from '#domain';
import { ClusterClients, StepProcessor, StepRunner, WORKER_OPTIONS } from '#engine';
import { DeleteDumpStep } from '../databases/delete-dump.step.ts';
import { DumpDatabaseStep } from '../databases/dump-database.step.ts';
import { RestoreDatabaseStep } from '../databases/restore-database.step.ts';
import { ClusterControls } from './cluster-controls.ts';
import { CheckRestoredStep } from './steps/check-restored.step.ts';
import { RestoreZeebeStep } from './steps/restore-zeebe.step.ts';
import { SeedTemplatesStep } from './steps/seed-templates.step.ts';
import { StartComponentStep } from './steps/start-component.step.ts';
import { StartCamundaStep } from './steps/start-camunda.step.ts';
import { StopComponentStep } from './steps/stop-component.step.ts';
import { StopCamundaStep } from './steps/stop-camunda.step.ts';

/** Serves the camunda queue: what a restore does to Camunda's own processes, and the commands for its database. */
@Injectable()
@Processor('camunda' satisfies QueueName, WORKER_OPTIONS)
export class CamundaProcessor extends StepProcessor {
  // eslint-disable-next-line max-params -- one per step and collaborator, as Nest injects them
  constructor(
    runner: StepRunner,
    seed: SeedTemplatesStep,
    stop: StopCamundaStep,
    restore: RestoreZeebeStep,
    start: StartCamundaStep,
    check: CheckRestoredStep,
    dump: DumpDatabaseStep,
    restoreDatabase: RestoreDatabaseStep,
    deleteDump: DeleteDumpStep,
    controls: ClusterControls,
    clients: ClusterClients,
  ) {
    const alone = [...new Set(PROCEDURES.flatMap(stoppedAlone))].filter(isWebApp);
    super('camunda', runner, [
      ...[seed, stop, restore, start, check, dump, restoreDatabase, deleteDump],
      ...alone.map((component) => new StopComponentStep(component, controls, clients)),
      ...alone.map((component) => new StartComponentStep(component, controls, clients)),
    ]);
  }
}

function isWebApp(component: Component): component is WebApp {
  return (WEB_APPS as readonly Component[]).includes(component);
}
