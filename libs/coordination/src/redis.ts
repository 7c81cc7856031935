import { Redis, type RedisOptions } from 'ioredis';

/** Injection token of the one Redis client for lock, record and journal (third-party class, hence a symbol). */
export const REDIS = Symbol('REDIS');

type Log = (message: string) => void;

/**
 * A client for coordination: it fails at once while Redis is away, so that a request or a step can say so
 * instead of hanging. BullMQ has connections of its own, which wait.
 */
export function createRedis(url: string, log: Log, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 5_000,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
    lazyConnect: true,
    ...options,
  });
  // ioredis throws without a listener; one line per change of mind is enough, it reconnects by itself.
  let last = '';
  redis.on('error', (error: Error) => {
    if (error.message !== last) log(`Redis: ${error.message || error.name}`);
    last = error.message;
  });
  redis.on('ready', () => (last = ''));
  return redis;
}

/** Resolves when the client is ready; rejects after `ms` with a message that says what to do. */
export async function waitForRedis(redis: Redis, ms: number): Promise<void> {
  if (redis.status === 'wait') redis.connect().catch(() => undefined);
  const deadline = performance.now() + ms;
  while (redis.status !== 'ready') {
    if (performance.now() > deadline) {
      throw new Error(
        `Redis did not answer within ${ms / 1000} s; check redis.url (or HOLDFAST_REDIS_URL) and that Redis runs`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
