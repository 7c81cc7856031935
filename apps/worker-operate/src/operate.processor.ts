import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import type { QueueName } from '#contracts';
import { ClusterClients, CONFIG, StepProcessor, StepRunner, WebAppBackupStep, WORKER_OPTIONS } from '#engine';

/** Serves the operate queue with its one step, `backup-operate`. */
@Injectable()
@Processor('operate' satisfies QueueName, WORKER_OPTIONS)
export class OperateProcessor extends StepProcessor {
  constructor(runner: StepRunner, clients: ClusterClients, @Inject(CONFIG) config: HoldfastConfig) {
    super('operate', runner, [new WebAppBackupStep('operate', clients, config)]);
  }
}
