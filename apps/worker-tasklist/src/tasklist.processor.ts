import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import type { QueueName } from '#contracts';
import { ClusterClients, CONFIG, StepProcessor, StepRunner, WebAppBackupStep, WORKER_OPTIONS } from '#engine';

/** Serves the tasklist queue with its one step, `backup-tasklist`. */
@Injectable()
@Processor('tasklist' satisfies QueueName, WORKER_OPTIONS)
export class TasklistProcessor extends StepProcessor {
  constructor(runner: StepRunner, clients: ClusterClients, @Inject(CONFIG) config: HoldfastConfig) {
    super('tasklist', runner, [new WebAppBackupStep('tasklist', clients, config)]);
  }
}
