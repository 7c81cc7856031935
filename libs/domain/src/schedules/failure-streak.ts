import type { FailureCode } from '../failure.ts';
import type { RunOutcome } from '../run.ts';

/**
 * Something was in the way that passes by itself, such as another snapshot: the run was rejected with nothing touched, and
 * says nothing of whether backups work.
 */
export function wasNotNow(outcome: RunOutcome, code: FailureCode | undefined): boolean {
  return outcome === 'rejected' && code === 'busy';
}

/**
 * Runs of a schedule that failed one after the other. What was cancelled, met passing trouble, or lost its record, says
 * nothing of whether backups work.
 */
export function failureStreak(before: number, outcome: RunOutcome, code?: FailureCode): number {
  if (outcome === 'completed') return 0;
  if (wasNotNow(outcome, code)) return before;
  return outcome === 'failed' || outcome === 'rejected' ? before + 1 : before;
}
