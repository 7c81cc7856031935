import type { UnreadableRecord } from '#domain';

/** A job that comes back is met again long before this (ms). */
const FORGOTTEN_MS = 30_000;

/** Jobs that this process left to a build that can read them, or what they work on. */
class LeftJobs {
  private readonly met = new Map<string, { refusal: UnreadableRecord; at: number }>();

  note(refusal: UnreadableRecord): void {
    this.met.set(refusal.message, { refusal, at: performance.now() });
  }

  /** Those that were met lately: another build may have taken the others. */
  get lately(): UnreadableRecord[] {
    const now = performance.now();
    for (const [key, { at }] of this.met) if (now - at > FORGOTTEN_MS) this.met.delete(key);
    return [...this.met.values()].map(({ refusal }) => refusal);
  }
}

/** One for each process. */
export const LEFT_JOBS = new LeftJobs();
