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
import { CONFIG } from '#engine';
import { call } from './http-call.ts';

const REDIS_MS = 2_000;

/**
 * Calls the dead man's services that want to hear that Holdfast lives, as long as Redis answers. Not through a queue: a
 * late heartbeat tells nothing. With several coordinators each one calls.
 */
@Injectable()
export class AliveHeartbeats implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AliveHeartbeats.name);
  private timers: NodeJS.Timeout[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(DeliveryLog) private readonly deliveries: DeliveryLog,
  ) {}

  onApplicationBootstrap(): void {
    const alive = this.config.notifications.filter(({ heartbeat }) => heartbeat?.when === 'alive');
    this.timers = alive.map((target) => setInterval(() => void this.beat(target), target.heartbeat?.every));
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async beat({ name, heartbeat }: NotificationTarget): Promise<void> {
    if (!heartbeat) return;
    try {
      await waitForRedis(this.redis, REDIS_MS);
      await call(heartbeat.url.reveal(), { method: 'GET' });
      await this.deliveries.delivered(name, new Date().toISOString());
    } catch (error) {
      const { message } = error as Error;
      this.logger.warn(`heartbeat ${name}: ${message}`);
      await this.deliveries.failed(name, new Date().toISOString(), message).catch(() => undefined);
    }
  }
}
