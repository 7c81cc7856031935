import { Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { StepProcessor, StepRunner, WORKER_OPTIONS } from '#engine';
import { BackupZeebeStep } from './steps/backup-zeebe.step.ts';
import { DeleteZeebeBackupStep } from './steps/delete-zeebe-backup.step.ts';
import { PauseExportingStep } from './steps/pause-exporting.step.ts';

/** Serves the zeebe queue: pausing, the backup of the partitions, its deletion. Resuming has a queue of its own. */
@Injectable()
@Processor('zeebe' satisfies QueueName, WORKER_OPTIONS)
export class ZeebeProcessor extends StepProcessor {
  constructor(
    runner: StepRunner,
    pause: PauseExportingStep,
    backup: BackupZeebeStep,
    remove: DeleteZeebeBackupStep,
  ) {
    super('zeebe', runner, [pause, backup, remove]);
  }
}
