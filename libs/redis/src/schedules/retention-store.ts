import type { Redis } from 'ioredis';
import type { RetentionRun } from '#contracts';
import { keysOf } from '../keys.ts';
import { replaceText } from '../lua/commands.ts';

/** The last retention run of a cluster, as it was read. */
export interface StoredRetention {
  run: RetentionRun | null;
  /** Proves to a write that nothing has changed since. */
  text: string;
}

/** Retention runs in Redis. Every write names what it read, so that of two processes only one continues. */
export class RetentionStore {
  constructor(private readonly redis: Redis) {}

  async last(cluster: string): Promise<StoredRetention> {
    const text = (await this.redis.get(keysOf(cluster).retention)) ?? '';
    return { run: text === '' ? null : (JSON.parse(text) as RetentionRun), text };
  }

  /** Who asked for a retention run that has not started yet; null when none was asked for. */
  async wanted(cluster: string): Promise<string | null> {
    return this.redis.get(keysOf(cluster).retentionWanted);
  }

  /** Idempotent. */
  async unwanted(cluster: string): Promise<void> {
    await this.redis.del(keysOf(cluster).retentionWanted);
  }

  /**
   * @param answers whether it is the answer to what is `wanted`, which is forgotten then in the same step
   * @returns the run as it is on record now, or null when another process was faster
   */
  async write(
    cluster: string,
    before: StoredRetention,
    { run, answers = false }: { run: RetentionRun; answers?: boolean },
  ): Promise<StoredRetention | null> {
    const { retention, retentionWanted } = keysOf(cluster);
    const keys = { text: retention, ...(answers ? { removed: retentionWanted } : {}) };
    const text = JSON.stringify(run);
    const replaced = await replaceText(this.redis, keys, { expected: before.text, text });
    return replaced ? { run, text } : null;
  }
}
