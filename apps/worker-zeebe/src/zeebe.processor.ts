import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { StepProcessor, StepRunner, WORKER_OPTIONS } from '#step-worker';
import { BackupZeebeStep } from './steps/backup-zeebe.step.ts';
import { PauseExportingStep } from './steps/pause-exporting.step.ts';

/** Serves the zeebe queue: pausing, and the backup of the partitions. Resuming has a queue of its own. */
@Injectable()
@Processor('zeebe' satisfies QueueName, WORKER_OPTIONS)
export class ZeebeProcessor extends StepProcessor {
  constructor(
    @Inject(StepRunner) runner: StepRunner,
    @Inject(PauseExportingStep) pause: PauseExportingStep,
    @Inject(BackupZeebeStep) backup: BackupZeebeStep,
  ) {
    super(runner, [pause, backup]);
  }
}
