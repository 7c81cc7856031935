import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { rehearsalName, StepFailure, type Rehearsal, type StepName } from '#domain';
import type { IndexRecovery } from '#search';
import { ClusterClients, confirmedPlan, Step, type PassResult, type StepContext } from '#engine';

/** The index is a small one; an engine that cannot place it by then would not place the others either. */
const DEADLINE_MS = 600_000;

/** A call whose answer was lost may still be carried out within this (ms). */
const SETTLE_MS = 5_000;

const keptSchema = z.looseObject({
  asked: z.boolean().catch(false),
  /** Documents that were found in it; null before it was back as a whole. */
  counted: z.number().nullable().catch(null),
});

/**
 * Restores one small index of the set under a name of its own, counts it and deletes it again, while Camunda still runs:
 * a repository, an account or an engine that cannot restore shows before anything is stopped or deleted. The name holds
 * the run, so any process finds what another one began.
 */
@Injectable()
export class RehearseRestoreStep extends Step {
  readonly name: StepName = 'rehearse-restore';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { rehearsal } = confirmedPlan(context.run);
    if (!rehearsal) return { done: true, answer: 'the set holds no index to rehearse with' };
    try {
      return await this.rehearse(rehearsal, context);
    } catch (error) {
      throw error instanceof StepFailure && !error.detail.retryable ? nothingTouched(error) : error;
    }
  }

  override async abandon(context: StepContext): Promise<void> {
    if ((await this.look(context)) !== null) await this.delete(context);
  }

  private async rehearse(rehearsal: Rehearsal, context: StepContext): Promise<PassResult> {
    const found = await this.look(context);
    const { counted } = keptSchema.parse(context.memory.kept);
    if (found === null) {
      if (counted === null) return this.ask(rehearsal, context);
      return {
        done: true,
        answer: `${rehearsal.index} was restored, ${counted} documents, and deleted again`,
      };
    }
    if (found.stuck !== null) {
      await this.delete(context);
      throw notRestored(rehearsal, found.stuck);
    }
    if (found.type === 'snapshot' && !found.done)
      return { done: false, answer: `${found.shardsDone} of ${found.shardsTotal} shards restored` };
    // A node that restarted no longer knows where it came from, nor whether it is whole.
    if (found.type === 'snapshot') await this.count(context);
    await this.delete(context);
    return { done: false, answer: `${found.index} deleted` };
  }

  private async look(context: StepContext): Promise<IndexRecovery | null> {
    const [found] = await this.restores(context).recovery([rehearsalName(context.run)], context.look());
    return found ?? null;
  }

  private async ask({ snapshot, index }: Rehearsal, context: StepContext): Promise<PassResult> {
    const { asked } = keptSchema.parse(context.memory.kept);
    if (asked && Date.now() - (context.memory.intendedAt ?? 0) < SETTLE_MS)
      return { done: false, answer: 'requested, not started yet' };
    const { repository } = context.cluster.records;
    const as = rehearsalName(context.run);
    context.keep({ asked: true });
    await context.intend(`restore ${index} of ${snapshot} as ${as}`);
    await context.mutate((call) =>
      this.restores(context).rehearse({ repository, snapshot, index, as }, call),
    );
    return { done: false, answer: `${index} of ${snapshot}: asked for as ${as}` };
  }

  /** @throws StepFailure transient while the engine does not count it yet */
  private async count(context: StepContext): Promise<void> {
    const name = rehearsalName(context.run);
    const [entry] = await this.restores(context).indices([name], context.look());
    if (entry?.docs === null || entry === undefined)
      throw StepFailure.transient('unavailable', `${name} is restored, and cannot be counted yet`);
    context.keep({ counted: entry.docs });
  }

  private async delete(context: StepContext): Promise<void> {
    const name = rehearsalName(context.run);
    await context.intend(`delete ${name}`);
    await context.mutate((call) => this.restores(context).deleteIndices([name], call));
  }

  private restores({ cluster }: StepContext) {
    return this.clients.of(cluster.name).restores;
  }
}

function notRestored({ snapshot, index }: Rehearsal, stuck: string): StepFailure {
  return StepFailure.permanent('restore-failed', `${index} of ${snapshot} could not be restored: ${stuck}`, {
    component: 'records',
    answer: stuck,
  });
}

/** Camunda was not stopped yet: the run ends, and there is nothing to undo. */
function nothingTouched({ detail }: StepFailure): StepFailure {
  const { code, component, status, answer } = detail;
  return StepFailure.permanent(
    code,
    `The rehearsal failed: ${detail.message} Nothing was stopped or deleted, and Camunda runs as before. Remove the cause or choose another set, then plan again.`,
    {
      ...(component && { component }),
      ...(status !== null && { status }),
      ...(answer !== null && { answer }),
    },
  );
}
