import { Injectable } from '@nestjs/common';
import { InjectFlowProducer } from '@nestjs/bullmq';
import type { FlowProducer } from 'bullmq';
import type { RunJob } from '#contracts';
import type { Procedure } from '#domain';
import { buildFlow } from './build-flow.ts';

/** The only place that adds flows. */
@Injectable()
export class FlowSubmitter {
  constructor(@InjectFlowProducer('backups') private readonly flows: FlowProducer) {}

  /** Idempotent: the job ids carry the run, and BullMQ leaves jobs alone that are there already. */
  async submit(run: RunJob, procedure: Procedure): Promise<void> {
    await this.flows.add(buildFlow(run, procedure));
  }
}
