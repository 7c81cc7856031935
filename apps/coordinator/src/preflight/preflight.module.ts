import { Module } from '@nestjs/common';
import { ChecksModule } from '../checks/checks.module.ts';
import { DatabasesModule } from '../databases/databases.module.ts';
import { OwnershipModule } from '../ownership/ownership.module.ts';
import { QueuesModule } from '../redis/queues.module.ts';
import { RestoresModule } from '../restores/restores.module.ts';
import { SetsModule } from '../sets/sets.module.ts';
import { FlowSubmitter } from './flow-submitter.ts';
import { Preflight } from './preflight.ts';
import { PreflightByKind } from './preflight-by-kind.ts';
import { PreflightProcessor } from './preflight.processor.ts';
import { Settling } from './settling.ts';

/** Examines a run before it begins, then submits its flow. */
@Module({
  imports: [ChecksModule, DatabasesModule, OwnershipModule, QueuesModule, RestoresModule, SetsModule],
  providers: [FlowSubmitter, Preflight, PreflightByKind, PreflightProcessor, Settling],
  exports: [Preflight],
})
export class PreflightModule {}
