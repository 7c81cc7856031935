import { Injectable } from '@nestjs/common';
import { setIdOf, backupIdOf, StepFailure, type StepName } from '#domain';
import { ClusterClients, Step, type PassResult, type StepContext } from '#engine';

const DEADLINE_MS = 60_000;

/** Looks whether anything of a set is left, in the repository and in Zeebe. */
@Injectable()
export class CheckDeletedStep extends Step {
  readonly name: StepName = 'check-deleted';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { records, backups, generated } = this.clients.of(context.cluster.name);
    const setId = setIdOf(context.run);
    const [names, backup] = await Promise.all([
      records.names(context.cluster.records.repository, context.look()),
      generated ? null : backups.zeebe.look(setId, context.look()),
    ]);
    const left = [
      ...names.map(({ snapshot }) => snapshot).filter((snapshot) => backupIdOf(snapshot) === setId),
      // A version that cannot delete keeps its part in a store that Holdfast does not reach; a relational cluster keeps it, too.
      ...(backup === null || backup.state === 'absent' || !backups.zeebe.can.delete
        ? []
        : [`Zeebe: ${backup.message}`]),
    ];
    if (left.length === 0) return { done: true, answer: 'nothing of the set is left' };
    throw StepFailure.permanent(
      'delete-failed',
      `after its deletion there is still ${left.slice(0, 3).join(', ')}${left.length > 3 ? ` and ${left.length - 3} more` : ''}. Delete the set again.`,
    );
  }
}
