import { within } from '#engine';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { QUEUES } from '#contracts';
import { Metrics, QueueMetrics } from '#observability';
import { QueueWorkers } from '../checks/queue-workers.ts';

const PATIENCE_MS = 2_000;

/** What waits in the queues and who serves them, counted for every scrape. */
@Injectable()
export class QueueGauges implements OnModuleInit {
  private readonly gauges: QueueMetrics;
  /** BullMQ waits for Redis as long as it takes: without it every scrape of an absence would leave its questions behind. */
  private isCounting = false;

  constructor(
    private readonly metrics: Metrics,
    private readonly queues: QueueWorkers,
  ) {
    this.gauges = new QueueMetrics(metrics.registry);
  }

  onModuleInit(): void {
    this.metrics.onScrape(() => within(PATIENCE_MS, this.refresh()));
  }

  private async refresh(): Promise<void> {
    if (this.isCounting) return;
    this.isCounting = true;
    try {
      const counts = await Promise.all(
        QUEUES.map(async (name) => ({ name, ...(await this.queues.count(name)) })),
      );
      for (const { name, jobs, workers } of counts) this.gauges.counted(name, jobs, workers);
    } finally {
      this.isCounting = false;
    }
  }
}
