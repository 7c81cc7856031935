import { StepFailure, versionsOf, type BackedUp } from '#domain';
import type { ClusterClients } from '../cluster-clients.ts';
import type { StepContext } from './step.ts';

/**
 * Reads which version answers for a part, and compares it with the one that the preflight read: a set can only be restored
 * into exactly one version. Changes nothing. Passes where either is not known.
 * @throws StepFailure version-changed (permanent): Camunda was updated during the run
 * @throws StepFailure as InfoApi, when the component cannot be asked
 */
export async function requireVersion(
  clients: ClusterClients,
  context: StepContext,
  part: BackedUp,
): Promise<void> {
  const before = versionsOf(context.run)[part];
  if (before === undefined) return;
  const found = await clients.of(context.cluster.name).info[part]?.read(context.look());
  const version = found?.version ?? null;
  if (version === null || version === before) return;
  throw StepFailure.permanent(
    'version-changed',
    `${part} was ${before} when the run began, and is ${version} now: the parts of the set would be of two versions. Finish the update, then take a new backup.`,
    { component: part, answer: version },
  );
}
