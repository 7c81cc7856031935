import { Injectable } from '@nestjs/common';
import { backupIdOf, setIdOf, type StepName } from '#domain';
import { ClusterClients, Step, type PassResult, type StepContext } from '#engine';

/** A repository with much to clean up takes its time for each snapshot (ms). */
const DEADLINE_MS = 3_600_000;

/**
 * Deletes every snapshot of a set by its exact name, as the repository lists them: the web applications' own delete
 * builds the names from the version that runs now, and misses those of an earlier one.
 */
@Injectable()
export class DeleteSnapshotsStep extends Step {
  readonly name: StepName = 'delete-snapshots';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { records } = this.clients.of(context.cluster.name);
    const { repository } = context.cluster.records;
    const setId = setIdOf(context.run);
    const names = (await records.names(repository, context.look()))
      .map(({ snapshot }) => snapshot)
      .filter((snapshot) => backupIdOf(snapshot) === setId)
      .sort();
    const [next] = names;
    const deleted = context.step.done ?? 0;
    if (next === undefined) return { done: true, answer: `${deleted} snapshots deleted` };
    await context.intend(`delete snapshot ${next}`);
    await context.mutate((call) => records.delete(repository, next, call));
    const progress = { done: deleted + 1, total: deleted + names.length };
    return { done: false, answer: `${next} deleted, ${names.length - 1} left`, progress };
  }
}
