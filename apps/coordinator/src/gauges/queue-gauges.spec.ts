import { describe, expect, it } from '@jest/globals';
import { QUEUES } from '#contracts';
import { Metrics } from '#observability';
import type { QueueWorkers } from '../checks/queue-workers.ts';
import { QueueGauges } from './queue-gauges.ts';

describe('the counts of queues', () => {
  it('are read once while Redis is down, however many scrapes come, and again when it is back', async () => {
    const metrics = new Metrics({ app: 'test', version: '1', clusters: () => [] });
    const waiting: (() => void)[] = [];
    const count = () =>
      new Promise((resolve) => waiting.push(() => resolve({ jobs: { active: 3 }, workers: 1 })));
    new QueueGauges(metrics, { count } as unknown as QueueWorkers).onModuleInit();
    const first = metrics.text();
    for (let scrapes = 0; scrapes < 5; scrapes += 1) await metrics.text();
    expect(waiting).toHaveLength(QUEUES.length);
    for (const answer of waiting.splice(0)) answer();
    expect(await first).toContain('holdfast_queue_jobs{queue="zeebe",state="active"} 3');
    const second = metrics.text();
    expect(waiting).toHaveLength(QUEUES.length);
    for (const answer of waiting) answer();
    await second;
  });
});
