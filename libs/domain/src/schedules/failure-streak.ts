import type { RunOutcome } from '../run.ts';

/**
 * Runs of a schedule that failed one after the other. What was cancelled, or lost its record, says nothing of whether
 * backups work.
 */
export function failureStreak(before: number, outcome: RunOutcome): number {
  if (outcome === 'completed') return 0;
  return outcome === 'failed' || outcome === 'rejected' ? before + 1 : before;
}
