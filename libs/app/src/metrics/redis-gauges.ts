import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS, waitForRedis } from '#redis';
import { Metrics } from '#observability';
import { HOLDER } from '#engine';
import { inspectRedis } from '../redis/redis-guarantees.ts';

const PATIENCE_MS = 1_000;

/** What this process sees of its Redis, read again for every scrape. */
@Injectable()
export class RedisGauges implements OnModuleInit {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(HOLDER) private readonly holder: string,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.onScrape(() => this.refresh());
  }

  private async refresh(): Promise<void> {
    try {
      await waitForRedis(this.redis, PATIENCE_MS);
      const problems = await inspectRedis(this.redis, this.holder);
      const has = (wanted: string): boolean => problems.some(({ about }) => about === wanted);
      this.metrics.process.redisSeen({ persistent: !has('persistence'), keepsAll: !has('eviction') });
    } catch {
      this.metrics.process.redisSeen(null);
    }
  }
}
