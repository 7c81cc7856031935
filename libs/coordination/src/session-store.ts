import { createHash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';

const TAG = '{holdfast}';

/** Things that a browser may come back for, under a random id that only it has. Redis holds a hash of the id. */
export class SessionStore {
  constructor(
    private readonly redis: Redis,
    private readonly kind: 'session' | 'login',
  ) {}

  /** @returns the id to give to the browser */
  async keep(value: unknown, ttlMs: number): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    await this.redis.set(this.keyOf(id), JSON.stringify(value), 'PX', ttlMs);
    return id;
  }

  /** What was kept, as it was given; null when its time is over or it was never kept. */
  async find(id: string): Promise<unknown> {
    return parse(await this.redis.get(this.keyOf(id)));
  }

  /** Finds it for the last time: of two that come, one gets it. */
  async take(id: string): Promise<unknown> {
    return parse(await this.redis.getdel(this.keyOf(id)));
  }

  /** Idempotent. */
  async forget(id: string): Promise<void> {
    await this.redis.del(this.keyOf(id));
  }

  private keyOf(id: string): string {
    return `${TAG}:${this.kind}:${createHash('sha256').update(id).digest('hex')}`;
  }
}

function parse(text: string | null): unknown {
  return text === null ? null : (JSON.parse(text) as unknown);
}
