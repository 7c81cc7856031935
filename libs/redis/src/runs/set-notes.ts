import type { Redis } from 'ioredis';
import type { Verification } from '#contracts';
import type { Component } from '#domain';
import { keysOf } from '../keys.ts';

/** Marks of people and results of looks, kept apart from the runs: a set that none of our runs took has them, too. */
export interface SetNote {
  /** Who asked for the set not to be deleted, and when (RFC 3339); null where no user did. */
  kept: { at: string; by: string } | null;
  /** The last verification. */
  verification: Verification | null;
  /** The number of the deletion that was started last. */
  deletionId: number | null;
  /** The number of the deletion that was forced last: it continues whatever protects the set. */
  forcedId: number | null;
  /** Who took a foreign set for one of the cluster, and when (RFC 3339); null where no user did. */
  adopted: { at: string; by: string } | null;
  /** Bytes that its snapshots held, by component: kept because a set that is deleted cannot be asked. */
  sizes: Partial<Record<Component, number>> | null;
}

/** The newest verification that found its set good, whatever became of the set. */
const LAST_VERIFIED = 'last-verified';

const NAMES = ['kept', 'verification', 'deletionId', 'forcedId', 'adopted', 'sizes'] as const;
export const EMPTY_NOTE: SetNote = {
  kept: null,
  verification: null,
  deletionId: null,
  forcedId: null,
  adopted: null,
  sizes: null,
};

/** The fields of the hash that hold the notes of a set. */
export function noteFieldsOf(backupId: number): string[] {
  return NAMES.map((name) => `${backupId}:${name}`);
}

/** What is known of backup sets apart from their runs. Lost with Redis's data; nothing that a restore needs is in it. */
export class SetNotes {
  constructor(private readonly redis: Redis) {}

  /** In the order of the ids; one round trip. */
  async of(cluster: string, backupIds: readonly number[]): Promise<SetNote[]> {
    if (backupIds.length === 0) return [];
    const fields = backupIds.flatMap(noteFieldsOf);
    const values = await this.redis.hmget(keysOf(cluster).setNotes, ...fields);
    return backupIds.map((_, index) => {
      const own = values.slice(index * NAMES.length, (index + 1) * NAMES.length);
      return Object.fromEntries(
        NAMES.map((name, at) => {
          const text = own[at];
          return [name, text ? (JSON.parse(text) as unknown) : EMPTY_NOTE[name]];
        }),
      ) as unknown as SetNote;
    });
  }

  /** Sets one note, or takes it away with null. Idempotent. */
  async write<Name extends keyof SetNote>(
    cluster: string,
    backupId: number,
    note: { name: Name; value: SetNote[Name] },
  ): Promise<void> {
    const key = keysOf(cluster).setNotes;
    const field = `${backupId}:${note.name}`;
    if (note.value === null) await this.redis.hdel(key, field);
    else await this.redis.hset(key, field, JSON.stringify(note.value));
  }

  /** Keeps what a verification found, and that there was one. Idempotent. */
  async verified(cluster: string, verification: Verification): Promise<void> {
    const { backupId, verifiedAt, ok } = verification;
    await this.write(cluster, backupId, { name: 'verification', value: verification });
    if (ok) await this.redis.hset(keysOf(cluster).setNotes, LAST_VERIFIED, verifiedAt);
  }

  /** When a set of the cluster was last found good (RFC 3339); null for never. */
  async lastVerified(cluster: string): Promise<string | null> {
    return this.redis.hget(keysOf(cluster).setNotes, LAST_VERIFIED);
  }
}
