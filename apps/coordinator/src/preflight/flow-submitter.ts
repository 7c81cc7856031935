import { Injectable } from '@nestjs/common';
import { InjectFlowProducer } from '@nestjs/bullmq';
import type { FlowProducer, JobNode } from 'bullmq';
import type { RunJob } from '#contracts';
import type { Procedure } from '#domain';
import { buildFlow } from './build-flow.ts';

/** The only place that adds flows. */
@Injectable()
export class FlowSubmitter {
  constructor(@InjectFlowProducer('runs') private readonly flows: FlowProducer) {}

  /**
   * Idempotent: the job ids carry the run, and BullMQ leaves jobs alone that are there already.
   * @throws Error when the flow was not added; submit it again
   */
  async submit(run: RunJob, procedure: Procedure): Promise<void> {
    // A producer that is being closed adds nothing, says nothing, and resolves with nothing.
    const added = (await this.flows.add(buildFlow(run, procedure))) as JobNode | undefined;
    if (!added) throw new Error('the flow was not submitted, because this process is ending');
  }
}
