import type { Redis } from 'ioredis';
import type { RestorePlan } from '#domain';
import { keysOf } from '../keys.ts';

/** A plan that was not confirmed is forgotten after a day (seconds). */
const KEPT_S = 24 * 3600;

/** Plans of restores that wait for their confirmation. */
export class PlanStore {
  constructor(private readonly redis: Redis) {}

  /**
   * Keeps a plan under the number that the restore would have, or the next one that no other plan has.
   * @returns the number
   */
  async keep(cluster: string, plan: RestorePlan, number: number): Promise<number> {
    await this.forgetExpired(cluster);
    for (let restoreId = number; ; restoreId += 1) {
      const key = keysOf(cluster).plan(restoreId);
      if ((await this.redis.set(key, JSON.stringify(plan), 'EX', KEPT_S, 'NX')) !== 'OK') continue;
      await this.redis.zadd(keysOf(cluster).plans, Date.now() + KEPT_S * 1_000, String(restoreId));
      return restoreId;
    }
  }

  /** Numbers of the restores whose plans are kept, also of those that were run since. */
  async kept(cluster: string): Promise<number[]> {
    await this.forgetExpired(cluster);
    return (await this.redis.zrange(keysOf(cluster).plans, 0, -1)).map(Number);
  }

  async find(cluster: string, restoreId: number): Promise<RestorePlan | null> {
    const text = await this.redis.get(keysOf(cluster).plan(restoreId));
    return text === null ? null : (JSON.parse(text) as RestorePlan);
  }

  private async forgetExpired(cluster: string): Promise<void> {
    await this.redis.zremrangebyscore(keysOf(cluster).plans, '-inf', Date.now());
  }
}
