import { Injectable } from '@nestjs/common';
import { setIdOf, type StepName } from '#domain';
import { ClusterClients, Step, type PassResult, type StepContext } from '#engine';

/** A deletion fails when Zeebe is down for longer, with every part of the set still there (ms). */
const DEADLINE_MS = 60_000;

/** Deletes the Zeebe backup of a set by its own API: only it can reach its store. */
@Injectable()
export class DeleteZeebeBackupStep extends Step {
  readonly name: StepName = 'delete-zeebe-backup';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { zeebe } = this.clients.of(context.cluster.name).backups;
    const setId = setIdOf(context.run);
    const before = await zeebe.look(setId, context.look());
    if (before.state === 'absent')
      return { done: true, answer: context.step.attempts > 0 ? 'deleted' : 'Zeebe has no backup of this id' };
    if (!zeebe.can.delete)
      return {
        done: true,
        answer: `this version cannot delete a backup: remove ${setId} from the backup store by hand`,
      };
    await context.intend(`delete Zeebe backup ${setId}`);
    await context.mutate((call) => zeebe.delete(setId, call));
    const after = await zeebe.look(setId, context.look());
    return { done: after.state === 'absent', answer: after.state === 'absent' ? 'deleted' : after.message };
  }
}
