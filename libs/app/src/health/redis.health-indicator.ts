import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { Redis } from 'ioredis';
import { REDIS, waitForRedis } from '#redis';
import { HOLDER } from '#engine';
import { inspectRedis, inWords, type RedisProblem } from '../redis/redis-guarantees.ts';

const START_MS = 30_000;

/** Redis answers, writes, and keeps what it confirms. Without that an app can neither take nor record work. */
@Injectable()
export class RedisHealthIndicator implements OnApplicationBootstrap {
  private readonly logger = new Logger('Redis');

  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(HOLDER) private readonly holder: string,
  ) {}

  /** Logged once by every app, for operators who do not look at health pages. */
  onApplicationBootstrap(): void {
    void this.warn().catch(() => undefined);
  }

  async check(): Promise<HealthIndicatorResult<'redis'>> {
    const indicator = this.indicators.check('redis');
    try {
      await waitForRedis(this.redis, 1_000);
      const problems = await inspectRedis(this.redis, this.holder);
      const unsafe = wordsOf(problems, 'unsafe');
      const doubtful = wordsOf(problems, 'doubtful');
      if (unsafe.length > 0) return indicator.down(`Redis answers, but ${unsafe.join(' ')}`);
      return doubtful.length > 0 ? indicator.up({ warning: doubtful.join(' ') }) : indicator.up();
    } catch (error) {
      return indicator.down((error as Error).message);
    }
  }

  /** Down once this process will never connect again by itself. */
  checkClient(): HealthIndicatorResult<'redis-client'> {
    const indicator = this.indicators.check('redis-client');
    return this.redis.status === 'end'
      ? indicator.down('the client of Redis was closed; restart this process')
      : indicator.up();
  }

  private async warn(): Promise<void> {
    await waitForRedis(this.redis, START_MS);
    const problems = await inspectRedis(this.redis, this.holder);
    for (const problem of wordsOf(problems, 'unsafe'))
      this.logger.error(`Redis is not safe to use: ${problem}`);
    for (const problem of wordsOf(problems, 'doubtful')) this.logger.warn(`Redis may lose data: ${problem}`);
  }
}

function wordsOf(problems: readonly RedisProblem[], wanted: RedisProblem['severity']): string[] {
  return problems.filter(({ severity }) => severity === wanted).map(inWords);
}
