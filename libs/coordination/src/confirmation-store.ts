import type { Redis } from 'ioredis';
import { keysOf } from './keys.ts';

export interface StoredAnswer {
  /** Unix ms. */
  confirmedAt: number;
  by: string;
  ok: boolean;
  note: string | null;
}

export interface StoredRequest {
  key: string;
  /** Unix ms. */
  requestedAt: number;
  instruction: string;
  withdrawn: boolean;
  answer: StoredAnswer | null;
}

const WITHDRAWN = '"withdrawn"';

/**
 * What people were asked to do, and what they answered. Each request ends once, by the first answer or by being
 * withdrawn: both set the same field, and only the first of them does.
 */
export class ConfirmationStore {
  constructor(private readonly redis: Redis) {}

  /** Idempotent: the first instruction stays. */
  async request(cluster: string, key: string, instruction: string): Promise<void> {
    const asked = JSON.stringify({ requestedAt: Date.now(), instruction });
    await this.redis.hsetnx(keysOf(cluster).confirmations, `${key}:asked`, asked);
  }

  /** Idempotent; does nothing to what was answered. */
  async withdraw(cluster: string, key: string): Promise<void> {
    await this.redis.hsetnx(keysOf(cluster).confirmations, `${key}:end`, WITHDRAWN);
  }

  /** @returns false when nothing was asked under this key, or it was answered or withdrawn before */
  async answer(cluster: string, key: string, answer: StoredAnswer): Promise<boolean> {
    const hash = keysOf(cluster).confirmations;
    if ((await this.redis.hexists(hash, `${key}:asked`)) !== 1) return false;
    return (await this.redis.hsetnx(hash, `${key}:end`, JSON.stringify(answer))) === 1;
  }

  /** Null when nothing was asked or withdrawn under this key. */
  async find(cluster: string, key: string): Promise<StoredRequest | null> {
    const [asked, end] = await this.redis.hmget(keysOf(cluster).confirmations, `${key}:asked`, `${key}:end`);
    return read(key, asked ?? null, end ?? null);
  }

  /** Requests that nobody has answered, of which the key begins so. */
  async waiting(cluster: string, prefix: string): Promise<StoredRequest[]> {
    const all = await this.redis.hgetall(keysOf(cluster).confirmations);
    const keys = Object.keys(all)
      .filter((field) => field.startsWith(prefix) && field.endsWith(':asked'))
      .map((field) => field.slice(0, -':asked'.length));
    return keys
      .map((key) => read(key, all[`${key}:asked`] ?? null, all[`${key}:end`] ?? null))
      .filter((request) => request !== null)
      .filter(({ withdrawn, answer }) => !withdrawn && answer === null);
  }
}

function read(key: string, asked: string | null, end: string | null): StoredRequest | null {
  if (asked === null && end === null) return null;
  const request =
    asked === null
      ? { requestedAt: 0, instruction: '' }
      : (JSON.parse(asked) as { requestedAt: number; instruction: string });
  const withdrawn = end === WITHDRAWN;
  const answer = end === null || withdrawn ? null : (JSON.parse(end) as StoredAnswer);
  return { key, ...request, withdrawn, answer };
}
