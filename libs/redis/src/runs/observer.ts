import type { JournalEntry } from '#contracts';
import type { RunName } from '#domain';

/**
 * Notified of what happened to runs and locks, for metrics. Every event comes once, from the process that did it and after
 * Redis confirmed it. It must not throw, and nothing waits for it.
 */
export interface CoordinationObserver {
  /** A run began (`acquired`), or was not started because another one holds the cluster (`busy`). */
  lockAsked(cluster: string, result: 'acquired' | 'busy'): void;
  lockRenewed(cluster: string, seconds: number): void;
  /** A renewal was refused: another run took the lock, or an operator broke it. */
  lockLost(cluster: string): void;
  lockTakenOver(cluster: string): void;
  /** The journal entries of a write that took effect. */
  written(run: { cluster: string } & RunName, entries: readonly JournalEntry[]): void;
  /** A write was refused, because its fence is no longer the current one. */
  fencedOut(cluster: string): void;
}

export const NO_OBSERVER: CoordinationObserver = {
  lockAsked: () => undefined,
  lockRenewed: () => undefined,
  lockLost: () => undefined,
  lockTakenOver: () => undefined,
  written: () => undefined,
  fencedOut: () => undefined,
};
