import { Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { StepProcessor, StepRunner, WORKER_OPTIONS } from '#engine';
import { DeleteDumpStep } from '../databases/delete-dump.step.ts';
import { DumpDatabaseStep } from '../databases/dump-database.step.ts';
import { CheckRestoredStep } from './steps/check-restored.step.ts';
import { RestoreZeebeStep } from './steps/restore-zeebe.step.ts';
import { SeedTemplatesStep } from './steps/seed-templates.step.ts';
import { StartCamundaStep } from './steps/start-camunda.step.ts';
import { StopCamundaStep } from './steps/stop-camunda.step.ts';

/** Serves the camunda queue: what a restore does to Camunda's own processes, and the commands for its database. */
@Injectable()
@Processor('camunda' satisfies QueueName, WORKER_OPTIONS)
export class CamundaProcessor extends StepProcessor {
  // eslint-disable-next-line max-params -- one per step, as Nest injects them
  constructor(
    runner: StepRunner,
    seed: SeedTemplatesStep,
    stop: StopCamundaStep,
    restore: RestoreZeebeStep,
    start: StartCamundaStep,
    check: CheckRestoredStep,
    dump: DumpDatabaseStep,
    deleteDump: DeleteDumpStep,
  ) {
    super('camunda', runner, [seed, stop, restore, start, check, dump, deleteDump]);
  }
}
