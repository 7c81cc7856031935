import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ClusterMode, RestoreApi } from '#camunda';
import { setIdOf, StepFailure, type StepName } from '#domain';
import { ClusterClients, Step, type PassResult, type StepContext } from '#engine';
import { restoreApiOf } from './restore-api-of.ts';

/** A cluster that has not entered recovery mode by then is not whole (ms). */
const DEADLINE_MS = 600_000;
/** A change that the cluster does not know after this did not arrive (ms). */
const SETTLE_MS = 5_000;

const keptSchema = z.looseObject({ change: z.string().nullable().catch(null) });

/**
 * Puts the cluster into recovery mode, and lets it check there that it could restore the backup: the last thing before
 * anything is deleted. Asks for the mode only where every replica processes, so that an attempt of this step proves that the
 * cluster processed before: `leave-recovery` goes by that.
 */
@Injectable()
export class EnterRecoveryStep extends Step {
  readonly name: StepName = 'enter-recovery';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const restore = restoreApiOf(this.clients, context);
    const seen = await restore.mode(context.look());
    if (seen.mode === 'recovering') return this.dryRun(restore, context);
    const { change } = keptSchema.parse(context.memory.kept);
    if (change !== null && !(await this.isLost(restore, context, change))) return waiting(seen);
    if (seen.mode === 'mixed') return waiting(seen);
    await context.intend('enter recovery mode');
    const { changeId } = await context.mutate((call) => restore.enterRecovery(call));
    context.keep({ change: changeId });
    return waiting(seen);
  }

  /** A change that has not ended would apply later. What it applied, `leave-recovery` reverts. */
  override async abandon(context: StepContext): Promise<void> {
    const restore = restoreApiOf(this.clients, context);
    const { change } = keptSchema.parse(context.memory.kept);
    if (change === null || (await restore.change(change, context.look())) !== 'running') return;
    await context.mutate((call) => restore.cancel(change, call));
  }

  /** Whether it has to be asked for again. @throws StepFailure restore-failed: it ended without its effect */
  private async isLost(restore: RestoreApi, context: StepContext, change: string): Promise<boolean> {
    const state = await restore.change(change, context.look());
    if (state === 'failed' || state === 'cancelled')
      throw StepFailure.permanent(
        'restore-failed',
        `change ${change}, by which the cluster would have entered recovery mode, was ${state}. Nothing was deleted.`,
        {
          component: 'zeebe',
          remedy: 'Look into the logs of the brokers, then plan and run the restore again.',
        },
      );
    return state === 'unknown' && Date.now() - (context.memory.intendedAt ?? 0) > SETTLE_MS;
  }

  private async dryRun(restore: RestoreApi, context: StepContext): Promise<PassResult> {
    const pending = await restore.pending(context.look());
    if (pending !== null)
      return { done: false, answer: `change ${pending} of the cluster has not ended yet` };
    const backupId = setIdOf(context.run);
    try {
      const { operations } = await restore.dryRun(backupId, context.look());
      const answer = `in recovery mode; the cluster could restore backup ${backupId}, in ${operations.length} operations`;
      return { done: true, answer };
    } catch (error) {
      throw error instanceof StepFailure && !error.detail.retryable ? nothingDeleted(error) : error;
    }
  }
}

function waiting({ recovering, replicas }: ClusterMode): PassResult {
  const progress = { done: recovering, total: replicas };
  return { done: false, answer: `${recovering} of ${replicas} replicas are in recovery mode`, progress };
}

function nothingDeleted({ detail }: StepFailure): StepFailure {
  const { code, status, answer, message } = detail;
  return StepFailure.permanent(
    code,
    `The cluster would not restore this backup: ${message} Nothing was deleted. Remove the cause or choose another set, then plan again.`,
    { component: 'zeebe', ...(status !== null && { status }), ...(answer !== null && { answer }) },
  );
}
