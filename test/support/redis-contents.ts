import { Redis } from 'ioredis';
import { valueOf } from './redis-dump.ts';

/**
 * What the keys of some patterns hold, without their time to live: equal means untouched. A hash comes in the order of its
 * fields' names, because Redis changes its own order also when a hash is only read.
 */
export async function contentsOf(url: string, ...patterns: string[]): Promise<Record<string, string>> {
  const redis = new Redis(url);
  try {
    const keys = (await Promise.all(patterns.map((pattern) => redis.keys(pattern)))).flat().sort();
    const contents = await Promise.all(keys.map(async (key) => [key, await textOf(redis, key)] as const));
    return Object.fromEntries(contents);
  } finally {
    redis.disconnect();
  }
}

/** What belongs to the runs of a cluster. Its lock is not among it: that expires by itself. */
export const runKeysOf = (cluster: string): string[] =>
  ['runs', 'run:*', 'journal:*', 'fence', 'last-id', 'pause-intent'].map(
    (name) => `{holdfast:${cluster}}:${name}`,
  );

async function textOf(redis: Redis, key: string): Promise<string> {
  const value = await valueOf(redis, key);
  const isHash = typeof value === 'object' && value !== null && !Array.isArray(value);
  return JSON.stringify(isHash ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);
}
