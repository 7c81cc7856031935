import { createHash } from 'node:crypto';
import { confirmedPart, planOf, StepFailure, type RestorePlan, type RunRecord } from '#domain';

/** What a person confirms: SHA-256 of everything that the restore will do. Pure. */
export function planHash(plan: Omit<RestorePlan, 'hash'>): string {
  return createHash('sha256').update(confirmedPart(plan)).digest('hex');
}

/**
 * The plan of a restore, as it was confirmed.
 * @throws StepFailure refused (permanent) when there is none, or when it no longer has its hash: the record
 *   was changed, and nothing may be deleted by it
 */
export function confirmedPlan(run: RunRecord): RestorePlan {
  const plan = planOf(run);
  if (!plan) throw StepFailure.permanent('refused', 'the restore has no plan on record; plan it again');
  if (planHash(plan) === plan.hash) return plan;
  throw StepFailure.permanent(
    'refused',
    'the plan on record is not the one that was confirmed: it does not have its hash. It was changed in Redis. Find out who can write there, then plan again.',
  );
}
