import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { EXPORTING_STATES, type PartitionPhase } from '#domain';
import type { MeasuredCluster } from './measured-cluster.ts';

/** Who brought exporting back, or tried to. */
export const RESUME_ACTORS = ['finalizer', 'supervisor', 'reconciler', 'operator'] as const;
export type ResumeActor = (typeof RESUME_ACTORS)[number];

const PAUSE_SECONDS = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1_800];
const PHASES = [...EXPORTING_STATES.filter((state) => state !== 'mixed')] as const;

/**
 * What exporting does, as the reconcilers of coordinator and worker-zeebe read it from the brokers. The most important
 * metrics of all: a pause that does not end fills the brokers' disks.
 */
export class ExportingMetrics {
  private readonly known = new Map<string, readonly PartitionPhase[]>();
  private readonly phase: Gauge<'cluster' | 'partition' | 'phase'>;
  private readonly readable: Gauge<'cluster'>;
  private readonly pausedSince: Gauge<'cluster'>;
  private readonly pause: Histogram<'cluster'>;
  private readonly attempts: Counter<'cluster' | 'actor'>;
  private readonly failures: Counter<'cluster' | 'actor'>;
  private readonly budget: Gauge<'cluster'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const labelNames = ['cluster'] as const;
    this.phase = new Gauge({
      name: 'holdfast_exporting_phase',
      help: '1 for the phase that the exporters of a partition are in, as its leader says',
      labelNames: ['cluster', 'partition', 'phase'],
      registers,
    });
    this.readable = new Gauge({
      name: 'holdfast_exporting_readable',
      help: '1 when the last look could read every partition of the cluster, 0 when not',
      labelNames,
      registers,
    });
    this.pausedSince = new Gauge({
      name: 'holdfast_exporting_paused_since_timestamp_seconds',
      help: 'When this process first saw exporting paused without a break; 0 while it runs',
      labelNames,
      registers,
    });
    this.pause = new Histogram({
      name: 'holdfast_exporting_pause_seconds',
      help: 'How long backups kept exporting paused',
      labelNames,
      buckets: PAUSE_SECONDS,
      registers,
    });
    const byActor = ['cluster', 'actor'] as const;
    this.attempts = new Counter({
      name: 'holdfast_exporting_resume_attempts_total',
      help: 'Requests to resume exporting',
      labelNames: byActor,
      registers,
    });
    this.failures = new Counter({
      name: 'holdfast_exporting_resume_failures_total',
      help: 'Times that exporting did not run after it was asked for',
      labelNames: byActor,
      registers,
    });
    this.budget = new Gauge({
      name: 'holdfast_exporting_pause_budget_seconds',
      help: 'The longest time that exporting may stay paused, as configured',
      labelNames,
      registers,
    });
  }

  begin({ name: cluster }: MeasuredCluster): void {
    // What was known of partitions is of a cluster that had the same name.
    this.known.delete(cluster);
    this.pausedSince.set({ cluster }, 0);
    for (const actor of RESUME_ACTORS) {
      this.attempts.inc({ cluster, actor }, 0);
      this.failures.inc({ cluster, actor }, 0);
    }
  }

  budgeted({ name: cluster, pauseBudgetSeconds }: MeasuredCluster): void {
    this.budget.set({ cluster }, pauseBudgetSeconds);
  }

  /** One reading of a cluster, or `null` where it could not be read: then every partition of it is unknown. */
  seen(cluster: string, partitions: readonly PartitionPhase[] | null): void {
    const readable = partitions?.every(({ state }) => state !== 'unknown') ?? false;
    this.readable.set({ cluster }, readable ? 1 : 0);
    const lost = (this.known.get(cluster) ?? []).map((each) => ({ ...each, state: 'unknown' as const }));
    if (partitions) this.known.set(cluster, partitions);
    for (const { partitionId, state } of partitions ?? lost) {
      for (const phase of PHASES)
        this.phase.set({ cluster, partition: String(partitionId), phase }, phase === state ? 1 : 0);
    }
  }

  /** @param since ms since the epoch; null while exporting runs */
  paused(cluster: string, since: number | null): void {
    this.pausedSince.set({ cluster }, since === null ? 0 : since / 1000);
  }

  pauseEnded(cluster: string, seconds: number): void {
    this.pause.observe({ cluster }, seconds);
  }

  resumeAsked(cluster: string, actor: ResumeActor): void {
    this.attempts.inc({ cluster, actor });
  }

  resumeFailed(cluster: string, actor: ResumeActor): void {
    this.failures.inc({ cluster, actor });
  }
}
