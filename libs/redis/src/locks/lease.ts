import type { Redis } from 'ioredis';
import type { JournalEntry } from '#contracts';
import { FencedOut } from './busy.error.ts';
import { keysOf } from '../keys.ts';
import { breakLock, renewLock, takeOver } from '../lua/commands.ts';
import { NO_OBSERVER, type CoordinationObserver } from '../runs/observer.ts';
import { unreadableRun } from '../runs/read-run.ts';
import type { RunReference } from '../runs/run-store.ts';

/** The part at the end of a lease in which nothing may start (ms). */
function marginOf(leaseMs: number): number {
  return Math.min(3_000, leaseMs / 5);
}

/**
 * What a renewal allows: `remainingMs()` runs on the monotonic clock from *before* the renewal was sent, so a
 * process that was stopped in between sees that its time is up although Redis had agreed.
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
   * @throws FencedOut when another run took the lock or an operator broke it, UnreadableRecord
   */
  async renew(run: RunReference): Promise<Permission> {
    const before = performance.now();
    const renewed = await renewLock(this.redis, keysFor(run), this.claimOf(run));
    if (typeof renewed === 'string') throw unreadableRun(run, renewed);
    if (!renewed) {
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
    const fence = await breakLock(
      this.redis,
      { ...keysFor(run), journal: keysOf(run.cluster).journal(run.number) },
      { fence: run.fence, runId: run.runId, entry: JSON.stringify(entry) },
    );
    if (Array.isArray(fence)) throw unreadableRun(run, fence[1]);
    return fence;
  }

  /**
   * Takes the run away from every process that works on it under its present fence. Not idempotent.
   * @returns the run under its new fence, or null when it has ended, was taken over or another one took its place
   * @throws UnreadableRecord
   */
  async takeOver(run: RunReference): Promise<RunReference | null> {
    const fence = await takeOver(this.redis, keysFor(run), this.claimOf(run));
    if (Array.isArray(fence)) throw unreadableRun(run, fence[1]);
    if (fence === null) return null;
    this.observer.lockTakenOver(run.cluster);
    return { ...run, fence };
  }

  private claimOf({ runId, fence }: RunReference) {
    return { holder: this.holder, leaseMs: this.leaseMs, runId, fence, now: new Date().toISOString() };
  }
}

function keysFor({ cluster, number }: RunReference): Record<'lock' | 'fence' | 'run', string> {
  const keys = keysOf(cluster);
  return { lock: keys.lock, fence: keys.fence, run: keys.run(number) };
}
