import type { UnreadableRecord } from '#domain';
import type { OtherConfiguration } from '../configuration/other-configuration.ts';

/** A job that comes back is met again long before this (ms). */
const FORGOTTEN_MS = 30_000;

/** Jobs that this process left to others. */
class LeftJobs<Refusal extends Error> {
  private readonly met = new Map<string, { refusal: Refusal; at: number }>();

  note(refusal: Refusal): void {
    this.met.set(refusal.message, { refusal, at: performance.now() });
  }

  /** Those that were met lately: another process may have taken the others. */
  get lately(): Refusal[] {
    const now = performance.now();
    for (const [key, { at }] of this.met) if (now - at > FORGOTTEN_MS) this.met.delete(key);
    return [...this.met.values()].map(({ refusal }) => refusal);
  }
}

/** Left to a build that can read them, or what they work on. One for each process. */
export const LEFT_JOBS = new LeftJobs<UnreadableRecord>();
/** Left to a process that has the configuration that their run began with. One for each process. */
export const LEFT_RUNS = new LeftJobs<OtherConfiguration>();
