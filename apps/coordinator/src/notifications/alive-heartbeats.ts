import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Redis } from 'ioredis';
import { isSame, type HoldfastConfig, type NotificationTarget } from '#config';
import { DeliveryLog, REDIS, waitForRedis } from '#redis';
import { CONFIG, Loop } from '#engine';
import { call } from './http-call.ts';

type Heartbeat = NonNullable<NotificationTarget['heartbeat']>;

const REDIS_MS = 2_000;
/** Between two looks at the configuration (ms). */
const ROLL_MS = 1_000;

/**
 * Calls the watchdog services that expect a sign of life from Holdfast, while Redis answers. It uses no queue: a late
 * heartbeat is worthless. With several coordinators each one calls.
 */
@Injectable()
export class AliveHeartbeats implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AliveHeartbeats.name);
  private readonly loops = new Map<string, { heartbeat: Heartbeat; loop: Loop }>();
  private readonly roll = new Loop({
    everyMs: ROLL_MS,
    turn: () => {
      this.follow();
      return Promise.resolve();
    },
    onError: ({ message }) => this.logger.warn(message),
  });

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly deliveries: DeliveryLog,
  ) {}

  onApplicationBootstrap(): void {
    this.follow();
    this.roll.start();
  }

  onApplicationShutdown(): void {
    this.roll.stop();
    for (const { loop } of this.loops.values()) loop.stop();
  }

  /** One loop for each heartbeat of the configuration in force; another one when it changed. */
  private follow(): void {
    const alive = new Map<string, Heartbeat>();
    for (const { name, heartbeat } of this.config.notifications)
      if (heartbeat?.when === 'alive') alive.set(name, heartbeat);
    for (const [name, { heartbeat, loop }] of this.loops) {
      if (isSame(alive.get(name), heartbeat)) continue;
      loop.stop();
      this.loops.delete(name);
    }
    for (const [name, heartbeat] of alive) {
      if (this.loops.has(name)) continue;
      const loop = this.loopOf(name, heartbeat);
      this.loops.set(name, { heartbeat, loop });
      loop.start();
    }
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
