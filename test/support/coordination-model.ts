import { expect } from '@jest/globals';
import type fc from 'fast-check';
import type { Redis } from 'ioredis';
import {
  FencedOut,
  IllegalTransition,
  type LeaseStore,
  type RunReference,
  type RunStore,
  type RunWrite,
} from '#coordination';
import { RUN_PHASES, type RunPhase } from '#domain';

type Hash = Record<string, string>;

/** A reference that some process got at some time. A stopped process keeps it, and wakes up with it much later. */
export type Handle = RunReference;

/** What one cluster should hold, rule by rule, without a look at the scripts. */
export class ClusterModel {
  fence = 0;
  lastId = 0;
  lock: Hash | null = null;
  runs = new Map<number, { hash: Hash; journal: string[] }>();
  intent: string | null = null;
  /** The greatest fence ever given out, which no loss of data takes away. */
  highestFence = 0;

  constructor(readonly name: string) {}

  /** The one right to act on this cluster: the record and the counter agree on the reference. */
  mayWrite(run: Handle): boolean {
    const hash = this.runs.get(run.backupId)?.hash;
    return hash?.runId === run.runId && hash.fence === String(run.fence) && this.fence === run.fence;
  }

  mayRenew(run: Handle): boolean {
    if (this.fence !== run.fence) return false;
    return this.lock ? this.lock.runId === run.runId : this.mayWrite(run) && !this.isDone(run);
  }

  mayTakeOver(run: Handle): boolean {
    return this.mayWrite(run) && !this.isDone(run);
  }

  isDone(run: Handle): boolean {
    return this.runs.get(run.backupId)?.hash.phase === 'done';
  }

  raiseFence(nowMs: number): number {
    this.fence = Math.max(this.fence + 1, Math.floor(nowMs / 1000));
    this.highestFence = Math.max(this.highestFence, this.fence);
    return this.fence;
  }

  hold(run: Handle, holder: string, nowMs: number): void {
    const acquiredAt = new Date(nowMs).toISOString();
    const { runId, fence, backupId } = run;
    this.lock = { runId, backupId: String(backupId), fence: String(fence), holder, acquiredAt };
  }

  write(run: Handle, write: RunWrite): 'ok' | 'fenced' | 'illegal' {
    if (!this.mayWrite(run)) return 'fenced';
    const { hash, journal } = this.runs.get(run.backupId)!;
    const fits = ([field, allowed]: [string, readonly string[]]): boolean =>
      allowed.includes(hash[field] ?? '');
    if (!(write.guards ?? []).every(fits)) return 'illegal';
    Object.assign(hash, Object.fromEntries(write.fields ?? []));
    journal.push(...(write.entries ?? []).map((entry) => entry.message));
    if (write.intent === 'clear') this.intent = null;
    else if (write.intent && write.intent !== 'keep') this.intent = JSON.stringify(write.intent);
    if (write.release && this.lock?.runId === run.runId) this.lock = null;
    return 'ok';
  }

  lose(): void {
    this.fence = 0;
    this.lastId = 0;
    this.lock = null;
    this.runs.clear();
    this.intent = null;
  }

  /** In the words of `observe`. */
  stored(): Stored {
    const stored: Stored = {};
    if (this.fence > 0) stored.fence = String(this.fence);
    if (this.lastId > 0) stored['last-id'] = String(this.lastId);
    if (this.lock) stored.lock = this.lock;
    if (this.intent !== null) stored['pause-intent'] = this.intent;
    if (this.runs.size > 0) stored.runs = [...this.runs.keys()].sort((a, b) => a - b).map(String);
    for (const [id, { hash, journal }] of this.runs) {
      stored[`run:${id}`] = hash;
      stored[`journal:${id}`] = journal;
    }
    return stored;
  }
}

export interface Model {
  nowMs: number;
  clusters: ClusterModel[];
  handles: Handle[];
  /** How many runs were asked for; names the next one. */
  asked: number;
}

type Stored = Record<string, string | string[] | Hash>;

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
        if (Object.keys(hash).length > 0) observed.stored[name] = hash;
        if (name === 'lock') observed.leaseMs = leaseMs;
      } else observed.stored[name] = (await redis.get(key)) ?? '';
    }),
  );
  return observed;
}

/** Nothing happened: byte for byte, and the lease was not made longer, either. */
export function expectUntouched(before: Observed, after: Observed): void {
  expect({ ...after, leaseMs: 0 }).toEqual({ ...before, leaseMs: 0 });
  expect(after.leaseMs).toBeLessThanOrEqual(before.leaseMs);
}

const hashesOf = ({ stored }: Observed): [string, Hash][] =>
  Object.entries(stored).filter((each): each is [string, Hash] => each[0].startsWith('run:'));

/** What must hold of any state, whatever the model thinks. */
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
  expect(owners.map(([name, hash]) => [name, hash.runId])).toEqual([[`run:${lock.backupId}`, lock.runId]]);
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
  // Whoever owns the cluster now and did not before, got there by a fence that nobody had.
  const ownerOf = (seen: Observed): string | undefined =>
    hashesOf(seen).find(([, hash]) => hash.fence === seen.stored.fence)?.[1].runId;
  if (ownerOf(after) !== ownerOf(before)) {
    expect(number(after, 'fence')).toBeGreaterThan(number(before, 'fence'));
  }
}

/** A process that works on runs, with a connection of its own. */
export interface Holder {
  name: string;
  leaseMs: number;
  redis: Redis;
  store: RunStore;
  leases: LeaseStore;
}

export type Verdict =
  'ok' | 'lost' | 'busy' | 'id' | 'fenced' | 'illegal' | 'refused' | 'already' | 'done' | 'missing';

export async function verdictOf(attempt: Promise<unknown>): Promise<Verdict> {
  try {
    await attempt;
    return 'ok';
  } catch (error) {
    if (error instanceof FencedOut) return 'fenced';
    if (error instanceof IllegalTransition) return 'illegal';
    throw error;
  }
}

type Act = (model: Model, holders: Holder[]) => Promise<Verdict>;

/** How often each command came to each end, to see that nothing was left out. */
export const tally = new Map<string, number>();
export const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);

/** One command: done to the model and to Redis, then everything that must hold is looked at. */
export class Move implements fc.AsyncCommand<Model, Holder[]> {
  constructor(
    private readonly name: string,
    private readonly details: unknown,
    private readonly act: Act,
    private readonly may: (model: Readonly<Model>) => boolean = () => true,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.may(model);
  }

  async run(model: Model, holders: Holder[]): Promise<void> {
    const look = () => Promise.all(model.clusters.map(({ name }) => observe(holders[0]!.redis, name)));
    const before = await look();
    const verdict = await this.act(model, holders);
    const after = await look();
    count(`${this.name}: ${verdict}`);
    for (const [index, seen] of after.entries()) {
      expectSound(seen);
      if (verdict !== 'lost') expectForward(before[index]!, seen);
      if (verdict !== 'lost' && verdict !== 'ok') expectUntouched(before[index]!, seen);
      expect(seen.stored).toEqual(model.clusters[index]!.stored());
    }
    await this.probe(model, holders[0]!.store);
  }

  /** Asks with every reference ever given out, by a write of nothing, whether it may still write. */
  private async probe(model: Model, store: RunStore): Promise<void> {
    const verdicts = await Promise.all(model.handles.map((run) => verdictOf(store.write(run, {}))));
    const live = model.handles.filter((_, index) => verdicts[index] === 'ok');
    for (const cluster of model.clusters) {
      const here = live.filter((run) => run.cluster === cluster.name);
      expect(here.length).toBeLessThanOrEqual(1);
      expect(here).toEqual(
        model.handles.filter((run) => run.cluster === cluster.name && cluster.mayWrite(run)),
      );
    }
  }

  toString(): string {
    return `${this.name}(${JSON.stringify(this.details)})`;
  }
}
