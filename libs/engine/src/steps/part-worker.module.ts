import { Inject, Injectable, Module, type Type } from '@nestjs/common';
import { BullModule, Processor } from '@nestjs/bullmq';
import type { HoldfastConfig } from '#config';
import type { WebApp } from '#domain';
import { ClusterClients } from '../cluster-clients.ts';
import { WORKER_OPTIONS } from '../queue/worker-options.ts';
import { CONFIG } from '../tokens.ts';
import { BackupStep } from './backup.step.ts';
import { StepProcessor } from './step-processor.ts';
import { StepRunner } from './step-runner.ts';

/**
 * The module of a worker that only backs up one part of a set.
 * @param part the queue has its name
 */
export function partWorkerModule(part: WebApp): Type<unknown> {
  @Injectable()
  @Processor(part, WORKER_OPTIONS)
  class PartProcessor extends StepProcessor {
    constructor(runner: StepRunner, clients: ClusterClients, @Inject(CONFIG) config: HoldfastConfig) {
      super(part, runner, [new BackupStep(part, clients, config)]);
    }
  }

  @Module({ imports: [BullModule.registerQueue({ name: part })], providers: [PartProcessor] })
  class PartWorkerModule {}

  return PartWorkerModule;
}
