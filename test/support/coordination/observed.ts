import { expect } from '@jest/globals';
import type { Redis } from 'ioredis';
import { RUN_PHASES, type RunPhase } from '#domain';
import type { Hash, Stored } from './model.ts';

/** Everything that Redis holds of one cluster. */
export interface Observed {
  stored: Stored;
  /** Ids of the journal's entries: a message that was rewritten in place would have another. */
  entryIds: Record<string, string[]>;
  leaseMs: number;
}

export const keyOf = (cluster: string, name: string): string => `{holdfast:${cluster}}:${name}`;

export async function observe(redis: Redis, cluster: string): Promise<Observed> {
  const prefix = keyOf(cluster, '');
  const names = (await redis.keys(`${prefix}*`)).map((key) => key.slice(prefix.length)).sort();
  const observed: Observed = { stored: {}, entryIds: {}, leaseMs: 0 };
  await Promise.all(
    names.map(async (name) => {
      const key = prefix + name;
      if (name.startsWith('journal:')) {
        const entries = await redis.xrange(key, '-', '+');
        observed.entryIds[name] = entries.map(([id]) => id);
        observed.stored[name] = entries.map(
          ([, fields]) => (JSON.parse(fields[1]!) as { message: string }).message,
        );
      } else if (name === 'runs') observed.stored[name] = await redis.zrange(key, 0, -1);
      else if (name === 'lock' || name.startsWith('run:')) {
        const [hash, leaseMs] = await Promise.all([redis.hgetall(key), redis.pttl(key)]);
        // A lock whose time ran out between the two commands is no lock.
        if (Object.keys(hash).length > 0) observed.stored[name] = withoutTime(hash);
        if (name === 'lock') observed.leaseMs = leaseMs;
      } else observed.stored[name] = (await redis.get(key)) ?? '';
    }),
  );
  return observed;
}

/** When a lease was taken is for people; no rule depends on it. */
function withoutTime(hash: Hash): Hash {
  return Object.fromEntries(Object.entries(hash).filter(([field]) => field !== 'acquiredAt'));
}

/** Nothing happened: every byte is the same, and the lease was not extended either. */
export function expectUntouched(before: Observed, after: Observed): void {
  expect({ ...after, leaseMs: 0 }).toEqual({ ...before, leaseMs: 0 });
  expect(after.leaseMs).toBeLessThanOrEqual(before.leaseMs);
}

const hashesOf = ({ stored }: Observed): [string, Hash][] =>
  Object.entries(stored).filter((each): each is [string, Hash] => each[0].startsWith('run:'));

/** What must hold in any state, independent of the model. */
export function expectSound({ stored, leaseMs }: Observed): void {
  const owners = hashesOf({ stored, leaseMs, entryIds: {} }).filter(
    ([, hash]) => hash.fence === stored.fence,
  );
  expect(owners.length).toBeLessThanOrEqual(1);
  for (const [name, hash] of hashesOf({ stored, leaseMs, entryIds: {} })) {
    expect(hash.outcome !== '').toBe(hash.phase === 'done');
    expect(Number(hash.fence)).toBeLessThanOrEqual(Number(stored.fence));
    expect(stored.runs).toContain(name.slice('run:'.length));
  }
  if (stored.lock === undefined) return;
  const lock = stored.lock as Hash;
  expect(leaseMs).toBeGreaterThan(0);
  expect(lock.fence).toBe(stored.fence);
  expect(owners.map(([name, hash]) => [name, hash.runId])).toEqual([[`run:${lock.number}`, lock.runId]]);
}

/** What must hold between two states, as long as no data was lost in between. */
export function expectForward(before: Observed, after: Observed): void {
  const number = (seen: Observed, name: string): number =>
    Number((seen.stored[name] as string | undefined) ?? 0);
  expect(number(after, 'fence')).toBeGreaterThanOrEqual(number(before, 'fence'));
  expect(number(after, 'last-id')).toBeGreaterThanOrEqual(number(before, 'last-id'));
  const rank = (hash: Hash): number => RUN_PHASES.indexOf(hash.phase as RunPhase);
  for (const [name, old] of hashesOf(before)) {
    const now = after.stored[name] as Hash;
    expect(now.runId).toBe(old.runId);
    expect(Number(now.fence)).toBeGreaterThanOrEqual(Number(old.fence));
    expect(rank(now)).toBeGreaterThanOrEqual(rank(old));
    if (old.phase === 'done') expect(now.outcome).toBe(old.outcome);
    if (old.cancelRequestedAt !== '') expect(now.cancelRequestedAt).toBe(old.cancelRequestedAt);
  }
  for (const [name, ids] of Object.entries(before.entryIds)) {
    expect(after.entryIds[name]?.slice(0, ids.length)).toEqual(ids);
    const messages = before.stored[name] as string[];
    expect((after.stored[name] as string[]).slice(0, messages.length)).toEqual(messages);
  }
  // A run that owns the cluster now, and did not before, has a fence that no run had.
  const ownerOf = (seen: Observed): string | undefined =>
    hashesOf(seen).find(([, hash]) => hash.fence === seen.stored.fence)?.[1].runId;
  if (ownerOf(after) !== ownerOf(before)) {
    expect(number(after, 'fence')).toBeGreaterThan(number(before, 'fence'));
  }
}
