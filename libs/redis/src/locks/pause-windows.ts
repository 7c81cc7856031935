import type { Redis } from 'ioredis';
import { enterWindow } from '../lua/commands.ts';
import type { RunReference } from '../runs/run-store.ts';

/**
 * For all clusters, because they share the processes that serve them. They have no schema version: each entry ends by itself,
 * sooner than the processes of one build are replaced by those of another.
 */
const KEYS = {
  open: '{holdfast}:pause-windows',
  waiting: '{holdfast}:pause-windows:waiting',
  asked: '{holdfast}:pause-windows:asked',
};

export interface WindowAnswer {
  /** Whether the run may pause exporting now. */
  isOpen: boolean;
  /** Runs that have a place. */
  open: number;
  /** Runs that are before it in the line; 0 when it has a place. */
  before: number;
}

/**
 * Bounds how many runs have exporting paused at the same moment, in all processes together. It only ever holds back the
 * beginning of a pause: what ends one asks for nothing here. A place is a lease, so that it is free again after its run was
 * lost with every process; one that expires early lets another run in, and harms none.
 */
export class PauseWindows {
  /** When this process last asked for each run, on the monotonic clock (ms). */
  private readonly askedAt = new Map<string, number>();

  constructor(
    private readonly redis: Redis,
    private readonly options: {
      /** Places. */
      most: number;
      /** How long a place lasts without `hold` (ms). */
      leaseMs: number;
      /** How long a run stays in the line without asking again (ms). */
      patienceMs: number;
    },
  ) {}

  get most(): number {
    return this.options.most;
  }

  /** Whether this process lately worked on a run that has a place. Makes no call. */
  get isAnyHere(): boolean {
    this.forget();
    return this.askedAt.size > 0;
  }

  /** Takes a place, or keeps it, or a place in the line. Idempotent. @throws ioredis' error */
  enter(run: RunReference): Promise<WindowAnswer> {
    return this.ask(run, this.options.most);
  }

  /**
   * Keeps the place of a run that has exporting paused; takes one for it, however many are taken. Idempotent, and asks Redis at
   * every third of the lease only. @throws ioredis' error
   */
  async hold(run: RunReference): Promise<void> {
    this.forget();
    const asked = performance.now() - (this.askedAt.get(memberOf(run)) ?? -Infinity);
    if (asked < this.options.leaseMs / 3) return;
    await this.ask(run, Number.MAX_SAFE_INTEGER);
  }

  /** The run has no pause, and will not have one: its place is free. Idempotent; one that is left behind expires. */
  async leave(run: Pick<RunReference, 'cluster' | 'runId'>): Promise<void> {
    this.askedAt.delete(memberOf(run));
    const pipeline = this.redis.pipeline();
    for (const key of Object.values(KEYS)) pipeline.zrem(key, memberOf(run));
    await pipeline.exec().catch(() => undefined);
  }

  private forget(): void {
    const now = performance.now();
    for (const [member, at] of this.askedAt) if (now - at > this.options.leaseMs) this.askedAt.delete(member);
  }

  private async ask(run: RunReference, most: number): Promise<WindowAnswer> {
    const { leaseMs, patienceMs } = this.options;
    const member = memberOf(run);
    const before = performance.now();
    const [isOpen, open, ahead] = await enterWindow(this.redis, KEYS, {
      run: member,
      most,
      leaseMs,
      patienceMs,
    });
    if (isOpen) this.askedAt.set(member, before);
    return { isOpen, open, before: ahead };
  }
}

function memberOf({ cluster, runId }: Pick<RunReference, 'cluster' | 'runId'>): string {
  return `${cluster} ${runId}`;
}
