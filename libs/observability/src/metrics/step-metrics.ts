import { Counter, Histogram, type Registry } from 'prom-client';
import type { StepName } from '#domain';

const STEP_SECONDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 10_800];

/** What came of one attempt of a step: an effect was asked for, it must be tried again, or the step has ended. */
export type AttemptOutcome = 'triggered' | 'retry' | 'done' | 'failed' | 'skipped';

export class StepMetrics {
  private readonly seconds: Histogram<'cluster' | 'step' | 'result'>;
  private readonly attempts: Counter<'cluster' | 'step' | 'outcome'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.seconds = new Histogram({
      name: 'holdfast_step_duration_seconds',
      help: 'From the start of a step to its end',
      labelNames: ['cluster', 'step', 'result'],
      buckets: STEP_SECONDS,
      registers,
    });
    this.attempts = new Counter({
      name: 'holdfast_step_attempts_total',
      help: 'Effects that a step asked a component for (triggered), transient failures (retry), and ends of steps',
      labelNames: ['cluster', 'step', 'outcome'],
      registers,
    });
  }

  attempt(cluster: string, step: string, outcome: AttemptOutcome): void {
    this.attempts.inc({ cluster, step, outcome });
  }

  ended(cluster: string, step: StepName, ended: { result: 'done' | 'failed'; seconds: number }): void {
    this.seconds.observe({ cluster, step, result: ended.result }, ended.seconds);
  }
}
