import type { Redis } from 'ioredis';
import { keysOf } from '../keys.ts';

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

/** Fields of the hash: what was asked under a key, and how it ended. No key has a colon. */
const ASKED = ':asked';
const askedField = (key: string): string => `${key}${ASKED}`;
const endField = (key: string): string => `${key}:end`;

/** The key that any field of the hash is of. */
function keyOf(field: string): string {
  return field.slice(0, field.lastIndexOf(':'));
}

/** The key of a field that `askedField` made; null for any other field. */
function keyOfAsked(field: string): string | null {
  return field.endsWith(ASKED) ? field.slice(0, -ASKED.length) : null;
}

/**
 * What people were asked to do, and what they answered. Each request ends once, by the first answer or by being
 * withdrawn: both set the same field, and only the first of them does.
 */
export class ConfirmationStore {
  constructor(private readonly redis: Redis) {}

  /** Idempotent: the first instruction stays. */
  async request(cluster: string, key: string, instruction: string): Promise<void> {
    const asked = JSON.stringify({ requestedAt: Date.now(), instruction });
    await this.redis.hsetnx(keysOf(cluster).confirmations, askedField(key), asked);
  }

  /** Idempotent; does nothing to what was answered. */
  async withdraw(cluster: string, key: string): Promise<void> {
    await this.redis.hsetnx(keysOf(cluster).confirmations, endField(key), WITHDRAWN);
  }

  /** @returns false when nothing was asked under this key, or it was answered or withdrawn before */
  async answer(cluster: string, key: string, answer: StoredAnswer): Promise<boolean> {
    const hash = keysOf(cluster).confirmations;
    if ((await this.redis.hexists(hash, askedField(key))) !== 1) return false;
    return (await this.redis.hsetnx(hash, endField(key), JSON.stringify(answer))) === 1;
  }

  /**
   * The fields of the hash that hold what was asked and answered under some keys.
   * @param belongs whether a key is one of those that are looked for
   */
  async fields(cluster: string, belongs: (key: string) => boolean): Promise<string[]> {
    const all = await this.redis.hkeys(keysOf(cluster).confirmations);
    return all.filter((field) => belongs(keyOf(field)));
  }

  /** Null when nothing was asked or withdrawn under this key. */
  async find(cluster: string, key: string): Promise<StoredRequest | null> {
    const [asked, end] = await this.redis.hmget(
      keysOf(cluster).confirmations,
      askedField(key),
      endField(key),
    );
    return read(key, asked ?? null, end ?? null);
  }

  /**
   * Requests without an answer.
   * @param belongs whether a key is one of those that are looked for
   */
  async waiting(cluster: string, belongs: (key: string) => boolean): Promise<StoredRequest[]> {
    const all = await this.redis.hgetall(keysOf(cluster).confirmations);
    const keys = Object.keys(all)
      .map(keyOfAsked)
      .filter((key) => key !== null);
    return keys
      .filter(belongs)
      .map((key) => read(key, all[askedField(key)] ?? null, all[endField(key)] ?? null))
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
