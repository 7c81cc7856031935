import type { Redis } from 'ioredis';
import type { Silence } from '#contracts';
import { keysOf } from '../keys.ts';

/** A cluster has this number of silences at most. */
export const MOST_SILENCES = 100;

/** The silences of each cluster. Those whose time is over are removed when silences are read. */
export class SilenceStore {
  constructor(private readonly redis: Redis) {}

  /** Those in force, the one that ends first in front. */
  async of(cluster: string): Promise<Silence[]> {
    const { silences } = keysOf(cluster);
    const all = Object.values(await this.redis.hgetall(silences)).map((text) => JSON.parse(text) as Silence);
    const over = all.filter(({ until }) => Date.parse(until) <= Date.now());
    // A Redis that refuses writes can still be read.
    if (over.length > 0)
      await this.redis.hdel(silences, ...over.map(({ id }) => String(id))).catch(() => undefined);
    return all
      .filter((each) => !over.includes(each))
      .sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
  }

  /** Not idempotent. @returns the silence with its id; null where the cluster has as many as it may have */
  async add(silence: Omit<Silence, 'id'>): Promise<Silence | null> {
    const { silences } = keysOf(silence.cluster);
    if ((await this.of(silence.cluster)).length >= MOST_SILENCES) return null;
    for (let id = Date.now(); ; id += 1) {
      const made: Silence = { id, ...silence };
      if ((await this.redis.hsetnx(silences, String(id), JSON.stringify(made))) === 1) return made;
    }
  }

  /** @returns the silence as it was; null where there is none, or another caller ended it first */
  async end(cluster: string, id: number): Promise<Silence | null> {
    const { silences } = keysOf(cluster);
    const text = await this.redis.hget(silences, String(id));
    if (text === null || (await this.redis.hdel(silences, String(id))) === 0) return null;
    return JSON.parse(text) as Silence;
  }
}
