import { Module } from '@nestjs/common';
import { QueuesModule } from '../redis/queues.module.ts';
import { FlowSubmitter } from './flow-submitter.ts';
import { Preflight } from './preflight.ts';
import { PreflightByKind } from './preflight-by-kind.ts';
import { PreflightProcessor } from './preflight.processor.ts';
import { Settling } from './settling.ts';

/** Examines a run before it begins, then submits its flow. */
@Module({
  imports: [QueuesModule],
  providers: [FlowSubmitter, Preflight, PreflightByKind, PreflightProcessor, Settling],
})
export class PreflightModule {}
