import { within } from '#engine';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics, ScheduleMetrics } from '#observability';
import { timeOf } from '#domain';
import { SchedulesService } from '../schedules/schedules.service.ts';

const PATIENCE_MS = 2_000;

/** What became of planned times, read again for every scrape. */
@Injectable()
export class ScheduleGauges implements OnModuleInit {
  private readonly gauges: ScheduleMetrics;

  constructor(
    private readonly metrics: Metrics,
    private readonly schedules: SchedulesService,
  ) {
    this.gauges = new ScheduleMetrics(metrics.registry);
  }

  onModuleInit(): void {
    this.metrics.onScrape(async () => {
      const clusters = this.metrics.clusters.map(({ name }) => within(PATIENCE_MS, this.refresh(name)));
      await Promise.allSettled(clusters);
    });
  }

  private async refresh(cluster: string): Promise<void> {
    for (const { name, nextAt, paused, expectedIntervalSeconds, counts } of await this.schedules.list(
      cluster,
    ))
      this.gauges.seen({
        ...{ cluster, schedule: name, expectedIntervalSeconds, counts },
        nextAt: timeOf(nextAt),
        paused: paused !== null,
      });
  }
}
