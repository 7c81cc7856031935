import { collectDefaultMetrics, Registry } from 'prom-client';
import { ExportingMetrics } from './exporting-metrics.ts';
import { LockMetrics } from './lock-metrics.ts';
import type { MeasuredCluster } from './measured-cluster.ts';
import { ProcessMetrics } from './process-metrics.ts';
import { RunMetrics } from './run-metrics.ts';
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
  /** For what only some processes measure. */
  readonly clusters: readonly MeasuredCluster[];
  private readonly refreshes: (() => Promise<void>)[] = [];

  constructor(about: { app: string; version: string; clusters: readonly MeasuredCluster[] }) {
    collectDefaultMetrics({ register: this.registry });
    this.runs = new RunMetrics(this.registry, about.clusters);
    this.steps = new StepMetrics(this.registry);
    this.exporting = new ExportingMetrics(this.registry, about.clusters);
    this.locks = new LockMetrics(this.registry, about.clusters);
    this.process = new ProcessMetrics(this.registry, about);
    this.clusters = about.clusters;
  }

  /** Has something read again before every scrape. It must bound its own time; what it throws is left out of the answer. */
  onScrape(refresh: () => Promise<void>): void {
    this.refreshes.push(refresh);
  }

  /** Everything as Prometheus reads it. */
  async text(): Promise<string> {
    await Promise.allSettled(this.refreshes.map((refresh) => refresh()));
    return this.registry.metrics();
  }
}
