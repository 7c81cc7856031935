import { Injectable } from '@nestjs/common';
import type { StepName } from '#domain';
import { ClusterClients, confirmedPlan, Step, type PassResult, type StepContext } from '#engine';
import { deletableBy } from './may-delete.ts';

const DEADLINE_MS = 600_000;
/** How many one call deletes: each call must end within its timeout. */
const AT_ONCE = 20;

/**
 * Deletes the indices that the set replaces, by their concrete names: only those that the configuration and the plan both
 * allow, and that are of this cluster. Everything is stopped by now, so nothing writes to them.
 */
@Injectable()
export class DeleteIndicesStep extends Step {
  readonly name: StepName = 'delete-indices';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { restores } = this.clients.of(context.cluster.name);
    const plan = confirmedPlan(context.run);
    const { patterns, includes } = deletableBy(plan, context);
    const found = (await restores.indices(patterns, context.look())).map(({ name }) => name).filter(includes);
    const deleted = context.step.done ?? 0;
    const progress = { done: deleted, total: deleted + found.length };
    if (found.length === 0) return { done: true, answer: `${deleted} indices deleted`, progress };
    const planned = new Set(plan.deletes.map(({ index }) => index));
    const batch = found.slice(0, AT_ONCE);
    await context.intend(`delete ${batch.join(', ')}`);
    await context.mutate((call) => restores.deleteIndices(batch, call));
    // Made since the plan, as by the start that seeds templates: on the allow-list, too, and worth a line.
    const notes = batch
      .filter((index) => !planned.has(index))
      .map((index) => ({
        type: 'step-output' as const,
        message: `${index} was made after the plan, and deleted`,
      }));
    return {
      done: false,
      answer: `${deleted + batch.length} of ${deleted + found.length} indices deleted`,
      progress: { ...progress, done: deleted + batch.length },
      notes,
    };
  }
}
