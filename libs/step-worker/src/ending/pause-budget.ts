import type { ClusterConfig } from '#config';
import { StepFailure, type FailureDetail } from '#domain';

/** The pause budget is a promise to the brokers' disks: whatever is under way then ends. */
export function pauseBudgetUsedUp(cluster: ClusterConfig): FailureDetail {
  const minutes = Math.round(cluster.pauseBudget / 6_000) / 10;
  return StepFailure.permanent(
    'pause-budget-used-up',
    `exporting was paused for the whole pause budget (${minutes} min); the run stops so that it can be resumed. Raise clusters[].pauseBudget if this cluster needs longer.`,
  ).detail;
}
