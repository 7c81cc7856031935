import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ClusterMode, RestoreApi, RestoreProgress } from '#camunda';
import { setIdOf, StepFailure, type StepName } from '#domain';
import { ClusterClients, Step, type PassResult, type StepContext } from '#engine';
import { followRestore } from './follow-restore.ts';
import { restoreApiOf } from './restore-api-of.ts';

/** A large state takes hours, and the cluster tries a partition that fails again and again (ms). */
const DEADLINE_MS = 24 * 3_600_000;
/** A request whose answer was lost may still arrive within this (ms). */
const SETTLE_MS = 5_000;

const keptSchema = z.looseObject({
  /** The change of the cluster that restores; null as long as it is not known. */
  change: z.string().nullable().catch(null),
  /** The last change that had ended before the restore was asked for. */
  before: z.string().nullable().catch(null),
});

/**
 * Has the running cluster replace the data of every partition, and waits until it processes again. A restore whose answer was
 * lost is found again, by what runs or by the change that has ended since, and is only asked for again when there is neither.
 * Should both requests arrive, the cluster refuses the second: it has one change at a time.
 */
@Injectable()
export class RestorePartitionsStep extends Step {
  readonly name: StepName = 'restore-partitions';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const restore = restoreApiOf(this.clients, context);
    const { change } = keptSchema.parse(context.memory.kept);
    if (change !== null) return followRestore(restore, context, change);
    const running = await restore.progress(context.look());
    if (running !== null) return this.found(context, running);
    return context.memory.intendedAt === null ? this.ask(restore, context) : this.settle(restore, context);
  }

  /** A restore that continues in the cluster would replace its data later. */
  override async abandon(context: StepContext): Promise<void> {
    const restore = restoreApiOf(this.clients, context);
    const known = keptSchema.parse(context.memory.kept).change;
    if (known === null && context.memory.intendedAt === null) return;
    const change = known ?? (await restore.progress(context.look()))?.changeId ?? null;
    if (change === null) {
      if (Date.now() - (context.memory.intendedAt ?? 0) > SETTLE_MS) return;
      throw StepFailure.transient('busy', 'The restore was just asked for, and may still arrive.');
    }
    if ((await restore.change(change, context.look())) !== 'running') return;
    await context.mutate((call) => restore.cancel(change, call));
    if ((await restore.change(change, context.look())) === 'running')
      throw StepFailure.transient(
        'busy',
        `Change ${change} of the cluster was cancelled and has not ended yet.`,
      );
  }

  private async found(context: StepContext, { changeId }: RestoreProgress): Promise<PassResult> {
    if (context.memory.intendedAt === null)
      throw StepFailure.permanent(
        'refused',
        `the cluster is being restored by another tool or person (change ${changeId ?? 'unknown'}).`,
        { component: 'zeebe', remedy: 'Wait until it has ended, or cancel it.' },
      );
    return this.adopt(context, changeId);
  }

  /** The last request may or may not have arrived, and may even be done. */
  private async settle(restore: RestoreApi, context: StepContext): Promise<PassResult> {
    const pending = await restore.pending(context.look());
    if (pending !== null)
      return { done: false, answer: `the answer was lost; change ${pending} of the cluster has not ended` };
    const seen = await restore.mode(context.look());
    const { before } = keptSchema.parse(context.memory.kept);
    if (seen.lastChangeId !== null && seen.lastChangeId !== before)
      return this.adopt(context, seen.lastChangeId);
    if (Date.now() - (context.memory.intendedAt ?? 0) < SETTLE_MS)
      return { done: false, answer: 'the answer was lost; no restore runs so far' };
    return this.ask(restore, context);
  }

  private async adopt(context: StepContext, changeId: string | null): Promise<PassResult> {
    const message = `found as change ${changeId ?? 'unknown'} after the answer was lost`;
    context.keep({ change: changeId });
    await context.accept(context.memory.intendedAt ?? Date.now(), message);
    return { done: false, answer: message };
  }

  private async ask(restore: RestoreApi, context: StepContext): Promise<PassResult> {
    const seen = await restore.mode(context.look());
    if (seen.mode === 'mixed') return { done: false, answer: inWords(seen) };
    if (seen.mode === 'processing') throw leftRecovery(seen);
    const isFirst = context.memory.intendedAt === null;
    const backupId = setIdOf(context.run);
    context.keep({ before: seen.lastChangeId });
    await context.intend(`restore backup ${backupId} in every partition`);
    const asked = Date.now();
    try {
      const { changeId } = await context.mutate((call) => restore.restore(backupId, call));
      const message = `accepted as change ${changeId ?? 'unknown'}`;
      context.keep({ change: changeId });
      await context.accept(asked, message);
      return { done: false, answer: message };
    } catch (error) {
      // "Busy" is the word of the cluster that it began nothing: unless an earlier request is what it is busy with.
      if (isFirst && error instanceof StepFailure && error.detail.code === 'busy') await context.withdraw();
      throw error;
    }
  }
}

function inWords({ recovering, replicas }: ClusterMode): string {
  return `${recovering} of ${replicas} replicas are in recovery mode; waiting for the others`;
}

function leftRecovery(seen: ClusterMode): StepFailure {
  return StepFailure.permanent(
    'restore-failed',
    `the cluster left recovery mode before its partitions were restored (${seen.recovering} of ${seen.replicas} replicas are in it): its indices are of the set, and its partitions are not. Find out what switched it to PROCESSING.`,
    { component: 'zeebe' },
  );
}
