import type { RestoreApi } from '#camunda';
import { StepFailure } from '#domain';
import type { ClusterClients, StepContext } from '#engine';

/**
 * The restore API of the cluster of a step.
 * @throws StepFailure refused (permanent): the configuration lost its REST API since the plan was made
 */
export function restoreApiOf(clients: ClusterClients, { cluster }: Pick<StepContext, 'cluster'>): RestoreApi {
  const { restore } = clients.of(cluster.name);
  if (restore !== null) return restore;
  throw StepFailure.permanent(
    'refused',
    `clusters[].orchestration.rest of "${cluster.name}" is gone from the configuration, and with it the way to restore the running cluster.`,
    { component: 'zeebe', remedy: 'Put it back, then plan and run the restore again.' },
  );
}
