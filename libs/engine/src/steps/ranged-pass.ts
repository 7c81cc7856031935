import type { CamundaClients, GeneratedBackupApi, LookOptions } from '#camunda';
import { dumpOf, lackOfRange, StepFailure } from '#domain';
import { generatedPass, idOf } from './generated-pass.ts';
import type { PassResult, StepContext } from './step.ts';

const REMEDY =
  'Take a new backup: the Zeebe backup of this run begins a new range. Where it happens again, set camunda.data.primary-storage.backup.continuous to true on every broker.';

/**
 * One pass of the Zeebe backup of a cluster on a relational database. It is done once the log can be restored around the dump, too:
 * without that, the set could not be restored.
 */
export async function rangedPass(
  clients: Pick<CamundaClients, 'backups'> & { generated: GeneratedBackupApi },
  context: StepContext,
  expected: Pick<LookOptions, 'expectedPartitions'>,
): Promise<PassResult> {
  const { backups, generated } = clients;
  const result = await generatedPass(
    {
      ids: (call) => backups.zeebe.ids(call),
      look: (id, call) => backups.zeebe.look(id, { ...call, ...expected }),
      take: (call) => generated.take(call),
    },
    context,
  );
  const backupId = idOf(context);
  if (!result.done || backupId === null) return result;
  const { ranges } = await generated.state(context.look());
  const { expectedPartitions: partitions = 0 } = expected;
  const lack = lackOfRange(ranges, { partitions, dumpedAt: dumpedAt(context), backupId });
  if (lack === null) return result;
  // The state of the partitions follows their backups.
  const { lackSince } = context.memory.kept;
  const since = typeof lackSince === 'number' ? lackSince : Date.now();
  context.keep({ lackSince: since });
  if (Date.now() - since < context.graces.appear) return { ...result, done: false, answer: lack };
  throw StepFailure.permanent(
    'range-missing',
    `${lack}: after a restore of the dump, records in between would be missing. ${REMEDY}`,
    { component: 'zeebe' },
  );
}

/** When the dump of the run began (unix ms). */
function dumpedAt({ run }: StepContext): number {
  return Date.parse(dumpOf(run)?.startedAt ?? run.requestedAt);
}
