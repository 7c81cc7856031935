import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import type { QueueName } from '#contracts';
import { BackupStep, ClusterClients, CONFIG, StepProcessor, StepRunner, WORKER_OPTIONS } from '#engine';
import { DeleteZeebeBackupStep } from './steps/delete-zeebe-backup.step.ts';
import { EnterRecoveryStep } from './steps/enter-recovery.step.ts';
import { LeaveRecoveryStep } from './steps/leave-recovery.step.ts';
import { PauseExportingStep } from './steps/pause-exporting.step.ts';
import { RestorePartitionsStep } from './steps/restore-partitions.step.ts';

/**
 * Serves the zeebe queue: pausing, the backup of the partitions, its deletion, and their restore in the running cluster.
 * Resuming has a queue of its own.
 */
@Injectable()
@Processor('zeebe' satisfies QueueName, WORKER_OPTIONS)
export class ZeebeProcessor extends StepProcessor {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    runner: StepRunner,
    pause: PauseExportingStep,
    remove: DeleteZeebeBackupStep,
    clients: ClusterClients,
    @Inject(CONFIG) config: HoldfastConfig,
  ) {
    super('zeebe', runner, [
      pause,
      new BackupStep('zeebe', clients, config),
      remove,
      new EnterRecoveryStep(clients),
      new RestorePartitionsStep(clients),
      new LeaveRecoveryStep(clients),
    ]);
  }
}
