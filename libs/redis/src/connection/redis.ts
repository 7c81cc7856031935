import type { Redis, RedisOptions } from 'ioredis';
import { QUEUE_PREFIX } from '#contracts/jobs';
import { clientOptions, type ClientOptions, type RedisEndpoint } from './endpoint.ts';
import { isDemotion } from './redis-errors.ts';
import { RedisTroubleError } from './redis-trouble.ts';
import { WatchedRedis } from './watched-redis.ts';

/** Injection token of the one Redis client for lock, record and journal (third-party class, hence a symbol). */
export const REDIS = Symbol('REDIS');

/** How long a command may take, and a connection be silent (ms). */
const COMMAND_MS = 5_000;
/** A worker waits up to ten seconds for a job in one command: only silence that is longer is a dead connection (ms). */
const QUEUE_SILENCE_MS = 15_000;

type Log = (message: string) => void;

/**
 * A client for coordination: it fails at once while Redis is down, so that a request or a step can report it
 * instead of hanging. BullMQ has connections of its own, which wait.
 */
export function createRedis(endpoint: RedisEndpoint, log: Log, options: RedisOptions = {}): Redis {
  const settings: ClientOptions = {
    ...clientOptions(endpoint),
    // The keys of each cluster of Camunda have a hash tag of their own. The first tag of a key counts.
    ...('cluster' in endpoint && { keyPrefix: QUEUE_PREFIX }),
    // One client of each process listens to the Sentinels. When it moves to another primary, the others follow.
    failoverDetector: 'sentinels' in endpoint,
    sentinelCommandTimeout: COMMAND_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_MS,
    connectTimeout: COMMAND_MS,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
    reconnectOnError: isDemotion,
    lazyConnect: true,
    ...options,
  };
  const redis = new WatchedRedis(settings, { answers: COMMAND_MS, waits: COMMAND_MS });
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
      const message = `Redis did not answer within ${ms / 1000} s; check redis in holdfast.yaml (or HOLDFAST_REDIS_URL), and that Redis runs`;
      throw new RedisTroubleError(new Error(message), { kind: 'away' });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Options of BullMQ's own connections, which wait as long as it takes. By default they would look only every 20 s after
 * a long absence of Redis, and no worker would serve a queue in that time. No `commandTimeout`: it
 * would end the command in which a worker waits for its next job.
 */
export function queueConnection(endpoint: RedisEndpoint): ClientOptions & { maxRetriesPerRequest: null } {
  return {
    ...clientOptions(endpoint),
    sentinelCommandTimeout: COMMAND_MS,
    // A host that is gone refuses nothing.
    connectTimeout: COMMAND_MS,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(200 + times * 100, 1_000),
    // Refused before it did anything, so it is sent again: a queue that is used rarely has a former primary for long.
    reconnectOnError: (error) => isDemotion(error) && 2,
  };
}

/** Makes the client of a connection for BullMQ from its options. */
export function createQueueClient(options: ClientOptions): Redis {
  return new WatchedRedis(options, { answers: COMMAND_MS, waits: QUEUE_SILENCE_MS });
}
