import type { Redis } from 'ioredis';
import { leaderKeysOf } from '../keys.ts';
import { holdLease, leaveLease } from '../lua/commands.ts';

/** A third is enough for two renewals that fail (and `hold` is to be called that often). */
const BEATS = 3;

/**
 * At most one process leads at a time, as far as clocks run alike: the lease is measured on the monotonic clock from
 * *before* the renewal was sent, so a process that was stopped sees that its time is up. It makes double work rare, and is
 * no proof: what must not happen twice needs a guard of its own, by the fence or by what it writes.
 */
export class LeaderLease {
  private until = 0;
  private current: number | null = null;
  /** How often it was given back: a renewal that was on its way then holds nothing. */
  private left = 0;

  /**
   * @param role what is led, such as `schedules`: one lease for each
   * @param holder name of this process
   * @param leaseMs how long it lasts without renewal
   */
  constructor(
    private readonly redis: Redis,
    private readonly role: string,
    private readonly holder: string,
    readonly leaseMs: number,
  ) {}

  /** How often `hold` is to be called (ms). */
  get beatMs(): number {
    return this.leaseMs / BEATS;
  }

  /** Whether this process leads now. Makes no call. */
  get leads(): boolean {
    return performance.now() < this.until;
  }

  /** Raised with every change of leader; null while this process does not lead. */
  get fence(): number | null {
    return this.leads ? this.current : null;
  }

  /**
   * Takes the lease if it is free, renews it if it is ours. Idempotent.
   * @returns whether this process leads
   * @throws Error when Redis does not answer; what was held lasts until its end
   */
  async hold(): Promise<boolean> {
    const { lease, fence } = leaderKeysOf(this.role);
    const { holder, leaseMs } = this;
    const before = performance.now();
    const { left } = this;
    const current = await holdLease(this.redis, { lease, fence }, { holder, leaseMs });
    if (left !== this.left) return false;
    this.current = current;
    // The last tenth is a margin: what starts then might end too late.
    this.until = current === null ? 0 : before + this.leaseMs * 0.9;
    return this.leads;
  }

  /** Gives it back, so that the next one need not wait for its end. Idempotent. */
  async leave(): Promise<void> {
    this.until = 0;
    this.left += 1;
    const { lease } = leaderKeysOf(this.role);
    await leaveLease(this.redis, { lease }, { holder: this.holder });
  }
}
