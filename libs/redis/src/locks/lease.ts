import type { Redis } from 'ioredis';
import type { JournalEntry } from '#contracts';
import { FencedOut } from './busy.error.ts';
import { keysOf } from '../keys.ts';
import { BREAK_LOCK } from '../lua/break-lock.lua.ts';
import { RENEW } from '../lua/renew.lua.ts';
import { TAKE_OVER } from '../lua/take-over.lua.ts';
import { NO_OBSERVER, type CoordinationObserver } from '../runs/observer.ts';
import { unreadableRun } from '../runs/read-run.ts';
import type { RunReference } from '../runs/run-store.ts';

/** The part at the end of a lease in which nothing is begun any more (ms). */
function marginOf(leaseMs: number): number {
  return Math.min(3_000, leaseMs / 5);
}

/**
 * What a renewal allows: `remainingMs()` runs on the monotonic clock from *before* the renewal was sent, so a
 * process that was stopped in between sees that its time is up although Redis had said yes.
 */
export interface Permission {
  remainingMs(): number;
}

/** The lease of each cluster's lock. It belongs to a run and is renewed by whichever process works on it. */
export class LeaseStore {
  constructor(
    private readonly redis: Redis,
    private readonly holder: string,
    /** How long a lease lasts without renewal (ms). */
    readonly leaseMs: number,
    private readonly observer: CoordinationObserver = NO_OBSERVER,
  ) {}

  /**
   * Idempotent.
   * @throws FencedOut when another run took the lock or somebody broke it, UnreadableRecord
   */
  async renew(run: RunReference): Promise<Permission> {
    const keys = keysOf(run.cluster);
    const before = performance.now();
    const renewed = await this.redis.eval(
      RENEW,
      3,
      keys.lock,
      keys.fence,
      keys.run(run.number),
      this.holder,
      String(this.leaseMs),
      run.runId,
      String(run.fence),
      new Date().toISOString(),
    );
    if (typeof renewed === 'string') throw unreadableRun(run, renewed);
    if (renewed !== 1) {
      this.observer.lockLost(run.cluster);
      throw new FencedOut(run.runId, run.fence);
    }
    this.observer.lockRenewed(run.cluster, (performance.now() - before) / 1000);
    return { remainingMs: () => before + this.leaseMs - marginOf(this.leaseMs) - performance.now() };
  }

  /**
   * Shuts out every process that works on a run under its fence, and gives the lock up. Not idempotent.
   * @returns the new fence, or null when the run has ended, or its fence is not the current one
   * @throws UnreadableRecord
   */
  async break(run: RunReference, entry: JournalEntry): Promise<number | null> {
    const keys = keysOf(run.cluster);
    const fence = (await this.redis.eval(
      BREAK_LOCK,
      4,
      keys.lock,
      keys.fence,
      keys.run(run.number),
      keys.journal(run.number),
      String(run.fence),
      run.runId,
      JSON.stringify(entry),
    )) as string | string[];
    if (typeof fence !== 'string') throw unreadableRun(run, fence[1]);
    return fence === '' ? null : Number(fence);
  }

  /**
   * Takes the run away from every process that works on it under its present fence. Not idempotent.
   * @returns the run under its new fence, or null when it has ended, was taken over or another one took its place
   * @throws UnreadableRecord
   */
  async takeOver(run: RunReference): Promise<RunReference | null> {
    const keys = keysOf(run.cluster);
    const fence = (await this.redis.eval(
      TAKE_OVER,
      3,
      keys.lock,
      keys.fence,
      keys.run(run.number),
      this.holder,
      String(this.leaseMs),
      run.runId,
      String(run.fence),
      new Date().toISOString(),
    )) as string | string[];
    if (typeof fence !== 'string') throw unreadableRun(run, fence[1]);
    if (fence === '') return null;
    this.observer.lockTakenOver(run.cluster);
    return { ...run, fence: Number(fence) };
  }
}
