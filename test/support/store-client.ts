import type { Redis } from 'ioredis';
import { createRedis, waitForRedis } from '#redis';
import { provideRedis, type TestRedis } from './redis.ts';

/** A real Redis of the test's own, and a client for the stores, as a process of Holdfast makes it, that is ready. */
export async function provideClient(): Promise<{ server: TestRedis; redis: Redis }> {
  const server = await provideRedis();
  const redis = createRedis({ url: server.url }, () => undefined);
  await waitForRedis(redis, 60_000);
  return { server, redis };
}
