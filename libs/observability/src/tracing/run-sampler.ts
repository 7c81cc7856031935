import type { Context } from '@opentelemetry/api';
import { SamplingDecision, type Sampler, type SamplingResult } from '@opentelemetry/sdk-trace-node';
import { SPAN_PREFIX } from './span-prefix.ts';

/**
 * Of the spans without a parent only ours are recorded: BullMQ looks after its queues all the time, and canaries fly
 * through them every few seconds, which would bury the runs.
 */
export class RunSampler implements Sampler {
  shouldSample(_context: Context, _traceId: string, name: string): SamplingResult {
    const decision = name.startsWith(SPAN_PREFIX)
      ? SamplingDecision.RECORD_AND_SAMPLED
      : SamplingDecision.NOT_RECORD;
    return { decision };
  }

  toString(): string {
    return 'RunSampler';
  }
}
