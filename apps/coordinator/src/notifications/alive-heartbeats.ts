import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { HoldfastConfig, NotificationTarget } from '#config';
import { DeliveryLog, REDIS, waitForRedis } from '#redis';
import { CONFIG, Loop } from '#engine';
import { call } from './http-call.ts';

type Heartbeat = NonNullable<NotificationTarget['heartbeat']>;

const REDIS_MS = 2_000;

/**
 * Calls the watchdog services that expect a sign of life from Holdfast, while Redis answers. It uses no queue: a late
 * heartbeat is worthless. With several coordinators each one calls.
 */
@Injectable()
export class AliveHeartbeats implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AliveHeartbeats.name);
  private loops: Loop[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly deliveries: DeliveryLog,
  ) {}

  onApplicationBootstrap(): void {
    const alive = this.config.notifications.filter(({ heartbeat }) => heartbeat?.when === 'alive');
    this.loops = alive.flatMap(({ name, heartbeat }) => (heartbeat ? [this.loopOf(name, heartbeat)] : []));
    for (const loop of this.loops) loop.start();
  }

  onApplicationShutdown(): void {
    for (const loop of this.loops) loop.stop();
  }

  private loopOf(name: string, heartbeat: Heartbeat): Loop {
    return new Loop({
      everyMs: heartbeat.every,
      turn: () => this.call(name, heartbeat),
      onError: ({ message }) => this.logger.warn(`heartbeat ${name}: ${message}`),
    });
  }

  private async call(name: string, { url }: Heartbeat): Promise<void> {
    try {
      await waitForRedis(this.redis, REDIS_MS);
      await call(url.reveal(), { method: 'GET' });
      await this.deliveries.delivered(name, new Date().toISOString());
    } catch (error) {
      const { message } = error as Error;
      await this.deliveries.failed(name, new Date().toISOString(), message).catch(() => undefined);
      throw error;
    }
  }
}
