import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Redis } from 'ioredis';

const TAG = '{holdfast}';

/** The key that seals a value; null for one that must not be believed. */
export type KeyOf = (value: unknown) => Buffer | null;

/**
 * Things that a browser may come back for, under a random id that only it has. Redis holds a hash of the id, and each
 * value with a seal over both that only the configuration can make: who can write to Redis cannot make a session, change
 * one, or move it to another id.
 */
export class SessionStore {
  constructor(
    private readonly redis: Redis,
    private readonly kind: 'session' | 'login',
  ) {}

  /**
   * @param key a secret that every coordinator has and Redis has not
   * @returns the id to give to the browser
   */
  async keep(value: unknown, ttlMs: number, key: Buffer): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const name = this.nameOf(id);
    const text = JSON.stringify(value);
    await this.redis.set(name, `${seal(key, name, text)}.${text}`, 'PX', ttlMs);
    return id;
  }

  /** What was kept, as it was given; null when its time is over, it was never kept, or its seal is not the right one. */
  async find(id: string, keyOf: KeyOf): Promise<unknown> {
    return this.open(id, await this.redis.get(this.nameOf(id)), keyOf);
  }

  /** Finds it for the last time: of two that come, one gets it. */
  async take(id: string, keyOf: KeyOf): Promise<unknown> {
    return this.open(id, await this.redis.getdel(this.nameOf(id)), keyOf);
  }

  /** Idempotent. */
  async forget(id: string): Promise<void> {
    await this.redis.del(this.nameOf(id));
  }

  private open(id: string, kept: string | null, keyOf: KeyOf): unknown {
    const [, given = '', text = ''] = /^([A-Za-z0-9_-]{43})\.(.*)$/s.exec(kept ?? '') ?? [];
    const value = parse(text);
    const key = value === null ? null : keyOf(value);
    if (key === null) return null;
    const right = seal(key, this.nameOf(id), text);
    return timingSafeEqual(Buffer.from(given), Buffer.from(right)) ? value : null;
  }

  private nameOf(id: string): string {
    return `${TAG}:${this.kind}:${createHash('sha256').update(id).digest('hex')}`;
  }
}

function seal(key: Buffer, name: string, text: string): string {
  return createHmac('sha256', key).update(`${name}\n${text}`).digest('base64url');
}

/** null for what is no JSON: Holdfast did not write it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
