import type { ClusterConfig } from '#config';
import { StepFailure, type FailureDetail, type StepRecord } from '#domain';

/**
 * The pause budget is a promise to the brokers' disks: what is under way then ends.
 * @param steps of the run; the failure repeats what the one that was running heard last
 */
export function pauseBudgetUsedUp(
  cluster: Pick<ClusterConfig, 'pauseBudget'>,
  steps: readonly Pick<StepRecord, 'name' | 'state' | 'component' | 'lastAnswer'>[],
): FailureDetail {
  const minutes = Math.round(cluster.pauseBudget / 6_000) / 10;
  const running = steps.find(({ state, lastAnswer }) => state === 'running' && lastAnswer !== null);
  const heard = running ? ` The last answer to ${running.name}: ${running.lastAnswer}` : '';
  const message = `exporting was paused for the whole pause budget (${minutes} min); the run stops so that it can be resumed. Raise clusters[].pauseBudget if this cluster needs longer.${heard}`;
  return StepFailure.permanent('pause-budget-used-up', message, {
    ...(running && { component: running.component, answer: running.lastAnswer ?? '' }),
  }).detail;
}
