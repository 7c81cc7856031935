import { heldState, pauseKindOf, StepFailure, versionsOf } from '#domain';
import type { ClusterClients } from '../cluster-clients.ts';
import type { StepContext } from './step.ts';

/**
 * Reads from every broker whether the pause of a run holds. Changes nothing.
 * @throws StepFailure unexpected-answer (transient): a partition shows no phase
 * @throws StepFailure pause-broken (permanent): exporting ran, or was paused in another way
 */
export async function requirePause(clients: ClusterClients, context: StepContext): Promise<void> {
  const exporting = await clients.of(context.cluster.name).topology.exporting(context.look());
  if (exporting === heldState(pauseKindOf(versionsOf(context.run).zeebe))) return;
  const { name, component } = context.step;
  if (exporting === 'unknown') {
    throw StepFailure.transient(
      'unexpected-answer',
      'not every partition shows its exporter phase; waiting for a leader',
      { component },
    );
  }
  throw StepFailure.permanent(
    'pause-broken',
    `exporting was ${exporting} during ${name}; the parts of the set do not belong together. Find out who resumed it, then run again.`,
    { component, answer: exporting },
  );
}
