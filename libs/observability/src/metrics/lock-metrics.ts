import { Counter, Histogram, type Registry } from 'prom-client';
import type { MeasuredCluster } from './measured-cluster.ts';

/** The lease lock and its fence. */
export class LockMetrics {
  private readonly acquired: Counter<'cluster' | 'result'>;
  private readonly lost: Counter<'cluster'>;
  private readonly takenOver: Counter<'cluster'>;
  private readonly broken: Counter<'cluster'>;
  private readonly fenced: Counter<'cluster'>;
  private readonly latency: Histogram<'cluster'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const labelNames = ['cluster'] as const;
    const counter = (name: string, help: string): Counter<'cluster'> =>
      new Counter({ name, help, labelNames, registers });
    this.acquired = new Counter({
      name: 'holdfast_lock_acquire_total',
      help: 'Runs that asked for the lock of their cluster: acquired, or busy with another run',
      labelNames: ['cluster', 'result'],
      registers,
    });
    this.lost = counter('holdfast_lock_lost_total', 'Renewals that were refused, because the lock was lost');
    this.takenOver = counter(
      'holdfast_lock_stale_takeover_total',
      'Runs that were taken over to be ended from outside',
    );
    this.broken = counter('holdfast_lock_broken_total', 'Locks that a person broke');
    this.fenced = counter(
      'holdfast_fenced_writes_rejected_total',
      'Writes that were refused, because their fence was no longer the current one',
    );
    this.latency = new Histogram({
      name: 'holdfast_lock_renew_latency_seconds',
      help: 'How long a renewal of the lease took',
      labelNames,
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    });
  }

  begin({ name: cluster }: MeasuredCluster): void {
    for (const result of ['acquired', 'busy']) this.acquired.inc({ cluster, result }, 0);
    for (const each of [this.lost, this.takenOver, this.broken, this.fenced]) each.inc({ cluster }, 0);
  }

  asked(cluster: string, result: 'acquired' | 'busy'): void {
    this.acquired.inc({ cluster, result });
  }

  renewed(cluster: string, seconds: number): void {
    this.latency.observe({ cluster }, seconds);
  }

  wasLost(cluster: string): void {
    this.lost.inc({ cluster });
  }

  wasTakenOver(cluster: string): void {
    this.takenOver.inc({ cluster });
  }

  wasBroken(cluster: string): void {
    this.broken.inc({ cluster });
  }

  fencedOut(cluster: string): void {
    this.fenced.inc({ cluster });
  }
}
