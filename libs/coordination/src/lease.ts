import type { Redis } from 'ioredis';
import { FencedOut } from './busy.error.ts';
import { keysOf } from './keys.ts';
import { BREAK_LOCK } from './lua/break-lock.lua.ts';
import { RENEW } from './lua/renew.lua.ts';
import type { RunReference } from './run-store.ts';

/** How long a lease lasts without renewal, and the part of it at the end in which nothing is begun any more. */
export const LEASE_MS = 30_000;
export const LEASE_MARGIN_MS = 3_000;

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
    private readonly leaseMs: number = LEASE_MS,
  ) {}

  /**
   * Idempotent.
   * @throws FencedOut when another run took the lock or somebody broke it
   */
  async renew(run: RunReference): Promise<Permission> {
    const keys = keysOf(run.cluster);
    const before = performance.now();
    const renewed = await this.redis.eval(
      RENEW,
      2,
      keys.lock,
      keys.fence,
      this.holder,
      String(this.leaseMs),
      run.runId,
      String(run.backupId),
      String(run.fence),
      new Date().toISOString(),
    );
    if (renewed !== 1) throw new FencedOut(run.runId, run.fence);
    return { remainingMs: () => before + this.leaseMs - LEASE_MARGIN_MS - performance.now() };
  }

  /**
   * Shuts the present holder out by raising the fence. With `expectedFence`, only that holder.
   * @returns the new fence, or null when another holder has the lock by now
   */
  async break(cluster: string, expectedFence: number | null): Promise<number | null> {
    const keys = keysOf(cluster);
    const expected = expectedFence === null ? '' : String(expectedFence);
    const fence = (await this.redis.eval(
      BREAK_LOCK,
      2,
      keys.lock,
      keys.fence,
      expected,
      String(Date.now()),
    )) as string;
    return fence === '' ? null : Number(fence);
  }
}
