import { Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { StepProcessor, StepRunner, WORKER_OPTIONS } from '#engine';
import { CheckRestoredStep } from './steps/check-restored.step.ts';
import { RestoreZeebeStep } from './steps/restore-zeebe.step.ts';
import { SeedTemplatesStep } from './steps/seed-templates.step.ts';
import { StartCamundaStep } from './steps/start-camunda.step.ts';
import { StopCamundaStep } from './steps/stop-camunda.step.ts';

/** Serves the camunda queue: what a restore does to Camunda's own processes. */
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
  ) {
    super('camunda', runner, [seed, stop, restore, start, check]);
  }
}
