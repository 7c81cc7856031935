import type { Redis } from 'ioredis';

const KEY = '{holdfast}:notifications';

/** How the last deliveries to a target went. Times are RFC 3339. */
export interface Deliveries {
  deliveredAt: string | null;
  failedAt: string | null;
  /** Why the last one failed that did; never an address or a credential. */
  failure: string | null;
}

/** What became of notifications, for people who wonder why no notification came. */
export class DeliveryLog {
  constructor(private readonly redis: Redis) {}

  async delivered(target: string, at: string): Promise<void> {
    await this.redis.hset(KEY, `${target}:deliveredAt`, at);
  }

  async failed(target: string, at: string, failure: string): Promise<void> {
    await this.redis.hset(KEY, `${target}:failedAt`, at, `${target}:failure`, failure);
  }

  async of(target: string): Promise<Deliveries> {
    const [deliveredAt, failedAt, failure] = await this.redis.hmget(
      KEY,
      `${target}:deliveredAt`,
      `${target}:failedAt`,
      `${target}:failure`,
    );
    return { deliveredAt: deliveredAt ?? null, failedAt: failedAt ?? null, failure: failure ?? null };
  }
}
