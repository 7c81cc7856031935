import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { JournalEntry } from '#contracts';
import { REDIS, RunStore, type CoordinationObserver, type RunReference } from '#redis';
import { nameOf, scheduleOf, type RunRecord, type StepRecord } from '#domain';
import { Metrics } from '#observability';

const ATTEMPTS = {
  'step-triggered': 'triggered',
  'step-retry': 'retry',
  'step-done': 'done',
  'step-failed': 'failed',
  'step-skipped': 'skipped',
} as const;

const RESUME = 'resume-exporting';

type Run = Pick<RunReference, 'cluster' | 'kind' | 'number'>;

/**
 * Measures runs by their journal: what was written there happened, and one process wrote it. How long something took is
 * in the run record, which is read again for that; when it cannot be, the figure is lost and nothing else.
 */
@Injectable()
export class RunObserver implements CoordinationObserver {
  private readonly logger = new Logger(RunObserver.name);
  private readonly store: RunStore;

  constructor(
    private readonly metrics: Metrics,
    @Inject(REDIS) redis: Redis,
  ) {
    this.store = new RunStore(redis);
  }

  lockAsked(cluster: string, result: 'acquired' | 'busy'): void {
    this.metrics.locks.asked(cluster, result);
  }

  lockRenewed(cluster: string, seconds: number): void {
    this.metrics.locks.renewed(cluster, seconds);
  }

  lockLost(cluster: string): void {
    this.metrics.locks.wasLost(cluster);
  }

  lockTakenOver(cluster: string): void {
    this.metrics.locks.wasTakenOver(cluster);
  }

  fencedOut(cluster: string): void {
    this.metrics.locks.fencedOut(cluster);
  }

  written(run: Run, entries: readonly JournalEntry[]): void {
    for (const entry of entries) this.count(run, entry);
    const timed = entries.filter(({ type }) => type === 'run-finished' || type in ATTEMPTS);
    if (timed.some(({ type }) => type !== 'step-triggered' && type !== 'step-retry'))
      void this.time(run, timed);
  }

  private count({ cluster }: Run, { type, step }: JournalEntry): void {
    if (step === null) return;
    if (type in ATTEMPTS) this.metrics.steps.attempt(cluster, step, ATTEMPTS[type as keyof typeof ATTEMPTS]);
    if (step !== RESUME) return;
    if (type === 'step-triggered') this.metrics.exporting.resumeAsked(cluster, 'finalizer');
    if (type === 'step-retry' || type === 'step-progress')
      this.metrics.exporting.resumeFailed(cluster, 'finalizer');
    if (type === 'resume-intended') this.metrics.exporting.resumeAsked(cluster, 'supervisor');
  }

  private async time(run: Run, entries: readonly JournalEntry[]): Promise<void> {
    const { cluster } = run;
    try {
      const record = await this.store.find(cluster, run.number);
      if (!record) return;
      const ended = new Set(entries.map(({ step }) => step));
      for (const step of record.steps.filter(({ name }) => ended.has(name))) this.timeStep(cluster, step);
      if (entries.some(({ type }) => type === 'run-finished')) this.timeRun(record);
    } catch (error) {
      this.logger.debug(`${cluster}: ${nameOf(run)} could not be measured: ${(error as Error).message}`);
    }
  }

  private timeStep(cluster: string, { name, state, startedAt, finishedAt }: StepRecord): void {
    if (state !== 'done' && state !== 'failed') return;
    const seconds = secondsBetween(startedAt, finishedAt);
    if (seconds !== null) this.metrics.steps.ended(cluster, name, { result: state, seconds });
  }

  private timeRun({ cluster, kind, origin, outcome, ...run }: RunRecord): void {
    const seconds = secondsBetween(run.requestedAt, run.finishedAt);
    if (outcome === null || seconds === null) return;
    this.metrics.runs.ended({ cluster, kind, schedule: scheduleOf(origin), outcome, seconds });
    const paused = secondsBetween(run.pausedAt, run.resumedAt);
    if (paused !== null) this.metrics.exporting.pauseEnded(cluster, paused);
  }
}

function secondsBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
}
