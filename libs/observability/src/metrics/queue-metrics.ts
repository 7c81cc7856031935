import { Gauge, type Registry } from 'prom-client';

/** BullMQ's queues, as the coordinator counts them. */
export class QueueMetrics {
  private readonly jobs: Gauge<'queue' | 'state'>;
  private readonly workers: Gauge<'queue'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.jobs = new Gauge({
      name: 'holdfast_queue_jobs',
      help: 'Jobs of a queue by state',
      labelNames: ['queue', 'state'],
      registers,
    });
    this.workers = new Gauge({
      name: 'holdfast_queue_workers',
      help: 'Workers that are connected to a queue',
      labelNames: ['queue'],
      registers,
    });
  }

  counted(queue: string, jobs: Record<string, number>, workers: number): void {
    for (const [state, count] of Object.entries(jobs)) this.jobs.set({ queue, state }, count);
    this.workers.set({ queue }, workers);
  }
}
