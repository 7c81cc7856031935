import { Redis } from 'ioredis';

/** Every key of a Redis with everything in it, whatever its type, as one text. */
export async function dumpOf(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const keys: string[] = [];
    for await (const found of redis.scanStream({ count: 1000 })) keys.push(...(found as string[]));
    const values = await Promise.all(
      keys.map(async (key) => JSON.stringify([key, await valueOf(redis, key)])),
    );
    return values.join('\n');
  } finally {
    redis.disconnect();
  }
}

export async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, 0, -1, 'WITHSCORES');
    case 'stream':
      return redis.xrange(key, '-', '+');
    case 'none':
      // It ended between the two calls.
      return null;
    default:
      throw new Error(`${key} is a ${type}, which this dump does not read`);
  }
}
