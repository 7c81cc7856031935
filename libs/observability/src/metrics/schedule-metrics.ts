import { Counter, Gauge, type Registry } from 'prom-client';
import type { SlotResult } from '#domain';

type Labels = 'cluster' | 'schedule';

export interface MeasuredSchedule {
  cluster: string;
  schedule: string;
  expectedIntervalSeconds: number;
  /** ms since the epoch; null while it is paused. */
  nextAt: number | null;
  paused: boolean;
  counts: Readonly<Record<SlotResult, number>>;
}

/**
 * Schedules, as Redis has them: every coordinator tells the same, so take the greatest and not the sum. The expected
 * interval lets one alert serve for all of them.
 */
export class ScheduleMetrics {
  private readonly interval: Gauge<Labels>;
  private readonly next: Gauge<Labels>;
  private readonly paused: Gauge<Labels>;
  private readonly times: Record<SlotResult, Counter<Labels>>;

  constructor(registry: Registry) {
    const rest = { labelNames: ['cluster', 'schedule'] as const, registers: [registry] };
    const gauge = (name: string, help: string): Gauge<Labels> =>
      new Gauge({ name: `holdfast_schedule_${name}`, help, ...rest });
    const counter = (name: string, help: string): Counter<Labels> =>
      new Counter({ name: `holdfast_schedule_${name}_total`, help, ...rest });
    this.interval = gauge(
      'expected_interval_seconds',
      'The longest time between two planned times of the next weeks',
    );
    this.next = gauge(
      'next_timestamp_seconds',
      'The next planned time, without jitter; 0 while it is paused',
    );
    this.paused = gauge('paused', '1 while the schedule is paused');
    this.times = {
      started: counter('triggered', 'Planned times and manual triggers that began a run'),
      buffered: counter('buffered', 'Planned times that waited for the cluster'),
      skipped: counter(
        'skipped',
        'Planned times that passed while the cluster was busy, or the schedule paused',
      ),
      missed: counter('missed', 'Planned times that passed while Holdfast was down'),
      failed: counter('failed', 'Planned times for which no run could be started'),
    };
  }

  seen({ cluster, schedule, ...seen }: MeasuredSchedule): void {
    const labels = { cluster, schedule };
    this.interval.set(labels, seen.expectedIntervalSeconds);
    this.next.set(labels, (seen.nextAt ?? 0) / 1000);
    this.paused.set(labels, seen.paused ? 1 : 0);
    for (const [result, counter] of Object.entries(this.times)) {
      counter.remove(labels);
      counter.inc(labels, seen.counts[result as SlotResult]);
    }
  }
}
