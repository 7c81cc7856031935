import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import type { QueueName } from '#contracts';
import { ClusterClients, CONFIG, StepProcessor, StepRunner, WebAppBackupStep, WORKER_OPTIONS } from '#engine';

/** Serves the optimize queue with its one step, `backup-optimize`. */
@Injectable()
@Processor('optimize' satisfies QueueName, WORKER_OPTIONS)
export class OptimizeProcessor extends StepProcessor {
  constructor(runner: StepRunner, clients: ClusterClients, @Inject(CONFIG) config: HoldfastConfig) {
    super('optimize', runner, [new WebAppBackupStep('optimize', clients, config)]);
  }
}
