import { StepFailure, isAllowed, isDeletable, type RestorePlan } from '#domain';
import type { StepContext } from '#engine';

/** What a restore may delete, from the configuration of this process; the plan can only make it less. */
export interface Deletable {
  /** Patterns to look for it. */
  patterns: readonly string[];
  /** Whether one index may be deleted, by its exact name. */
  includes: (index: string) => boolean;
}

/** @throws StepFailure refused (permanent) when the configuration no longer has a restore section */
export function deletableBy(plan: RestorePlan, { cluster }: Pick<StepContext, 'cluster'>): Deletable {
  const allowed = cluster.restore?.indices;
  if (!allowed)
    throw StepFailure.permanent(
      'refused',
      'nothing may be deleted: the configuration no longer has clusters[].restore. Put it back, then plan again.',
    );
  const about = { allowed, space: cluster.indexSpace, samples: plan.snapshots };
  return {
    patterns: allowed,
    includes: (index) => isDeletable(index, about) && isAllowed(index, plan.allowed),
  };
}
