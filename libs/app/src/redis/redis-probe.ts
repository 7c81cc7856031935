import type { Redis } from 'ioredis';
import { redisTroubleOf } from '#redis';

/** A probe is gone after this time, whatever became of the process that wrote it (ms). */
const TTL_MS = 60_000;

/**
 * Writes a small key of this process, which expires by itself: a Redis that answers reads may refuse writes.
 * @returns why it refuses, in its own words; null when it wrote
 * @throws ioredis' error while Redis is down
 */
export async function refusedWrite(redis: Redis, holder: string): Promise<string | null> {
  try {
    await redis.set(`{holdfast}:probe:${holder}`, '1', 'PX', TTL_MS);
    return null;
  } catch (error) {
    const trouble = redisTroubleOf(error);
    if (trouble?.kind === 'refuses-writes') return trouble.reason;
    throw error;
  }
}
