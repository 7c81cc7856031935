import { collectDefaultMetrics, Registry } from 'prom-client';
import { ExportingMetrics } from './exporting-metrics.ts';
import { LockMetrics } from './lock-metrics.ts';
import type { MeasuredCluster } from './measured-cluster.ts';
import { ProcessMetrics } from './process-metrics.ts';
import { RunMetrics } from './run-metrics.ts';
import { dropSeries } from './drop-series.ts';
import { StepMetrics } from './step-metrics.ts';

/**
 * Everything that one process measures. Names have the prefix `holdfast_`, base units, and times rather than ages; no
 * label holds a backup id. Every series whose labels are known is there from the start, so that `rate()` sees the first
 * event and `absent()` means that no process measures.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly runs: RunMetrics;
  readonly steps: StepMetrics;
  readonly exporting: ExportingMetrics;
  readonly locks: LockMetrics;
  readonly process: ProcessMetrics;
  private readonly known = new Set<string>();
  private readonly begins: ((cluster: MeasuredCluster) => void)[] = [];
  private readonly refreshes: (() => Promise<void>)[] = [];

  /** @param about `clusters` gives those that are configured now; it is asked again before every scrape */
  constructor(
    private readonly about: { app: string; version: string; clusters: () => readonly MeasuredCluster[] },
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.runs = new RunMetrics(this.registry);
    this.steps = new StepMetrics(this.registry);
    this.exporting = new ExportingMetrics(this.registry);
    this.locks = new LockMetrics(this.registry);
    this.process = new ProcessMetrics(this.registry, about);
    this.begins.push((cluster) => {
      for (const each of [this.runs, this.exporting, this.locks, this.process]) each.begin(cluster);
    });
    this.followClusters();
  }

  /** Those that are measured: the configured ones. */
  get clusters(): readonly MeasuredCluster[] {
    return this.about.clusters();
  }

  /** Makes the series of a cluster, which only some processes measure: now, and for every cluster that is added. */
  onCluster(begin: (cluster: MeasuredCluster) => void): void {
    this.begins.push(begin);
    for (const cluster of this.clusters) begin(cluster);
  }

  /** Has something read again before every scrape. It must bound its own time; what it throws is left out of the answer. */
  onScrape(refresh: () => Promise<void>): void {
    this.refreshes.push(refresh);
  }

  /** Everything as Prometheus reads it. */
  async text(): Promise<string> {
    this.followClusters();
    await Promise.allSettled(this.refreshes.map((refresh) => refresh()));
    const clusters = new Map(this.clusters.map(({ name, schedules }) => [name, schedules]));
    await dropSeries(this.registry, ({ cluster, schedule }, isOfSchedule) => {
      const schedules = cluster === undefined ? [] : clusters.get(cluster);
      return !schedules || (isOfSchedule && !schedules.includes(schedule ?? ''));
    });
    return this.registry.metrics();
  }

  private followClusters(): void {
    const names = new Set(this.clusters.map(({ name }) => name));
    for (const name of this.known) if (!names.has(name)) this.known.delete(name);
    for (const cluster of this.clusters) {
      this.exporting.budgeted(cluster);
      if (this.known.has(cluster.name)) continue;
      this.known.add(cluster.name);
      for (const begin of this.begins) begin(cluster);
    }
  }
}
