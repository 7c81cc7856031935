import { z } from 'zod';
import type { RestoreApi } from '#camunda';
import { StepFailure } from '#domain';
import type { PassResult, StepContext } from '#engine';

/** A change that has ended shows in the replicas within this (ms). */
const SHOWN_MS = 120_000;
/** Without any progress for this time, a person should look (ms). */
const STILL_MS = 300_000;

const keptSchema = z.looseObject({
  /** Since when the change has ended, or is not known to the cluster (ms). */
  over: z.number().nullable().catch(null),
});

/**
 * One look at a restore that was accepted. The cluster tries a partition that fails again by itself, and leaves recovery mode
 * when the last one is done.
 * @throws StepFailure restore-failed (permanent): it ended, and the cluster is still in recovery mode
 */
export async function followRestore(
  restore: RestoreApi,
  context: StepContext,
  change: string,
): Promise<PassResult> {
  const state = await restore.change(change, context.look());
  switch (state) {
    case 'running':
      return running(restore, context, change);
    case 'completed':
      return completed(restore, context, change);
    case 'failed':
    case 'cancelled':
      throw ended(`change ${change} of the cluster, which restored its partitions, was ${state}.`);
    case 'unknown':
      if (isOverFor(context) > SHOWN_MS)
        throw ended(`the cluster no longer knows change ${change}, which restored its partitions.`);
      return { done: false, answer: `the cluster does not show change ${change}` };
  }
}

async function running(restore: RestoreApi, context: StepContext, change: string): Promise<PassResult> {
  context.keep({ over: null });
  const progress = await restore.progress(context.look());
  const { done, total } = {
    done: progress?.restored ?? context.step.done ?? 0,
    total: progress?.total ?? context.step.total,
  };
  const message = `${done} of ${total ?? 'unknown'} partition replicas restored`;
  const { unchangedSince } = context.remember({ state: 'running', message, done, total, startedAt: null });
  const isStill = Date.now() - (unchangedSince ?? Date.now()) > STILL_MS;
  const hint = isStill
    ? `. No progress for more than ${STILL_MS / 60_000} min: the log of its broker says why; the cluster tries a partition that fails again and again (change ${change})`
    : '';
  return { done: false, answer: `${message}${hint}`, progress: { done, total } };
}

/** The change is not believed alone: every replica has to process again. */
async function completed(restore: RestoreApi, context: StepContext, change: string): Promise<PassResult> {
  const { mode, recovering, replicas } = await restore.mode(context.look());
  const progress = { done: replicas - recovering, total: replicas };
  if (mode === 'processing')
    return { done: true, answer: `restored by change ${change}; every replica processes again`, progress };
  if (mode === 'recovering' && isOverFor(context) > SHOWN_MS)
    throw ended(
      `change ${change} of the cluster was completed, and every replica is still in recovery mode.`,
    );
  return {
    done: false,
    answer: `restored; ${replicas - recovering} of ${replicas} replicas process again`,
    progress,
  };
}

function isOverFor(context: StepContext): number {
  const { over } = keptSchema.parse(context.memory.kept);
  const since = over ?? Date.now();
  context.keep({ over: since });
  return Date.now() - since;
}

function ended(what: string): StepFailure {
  return StepFailure.permanent('restore-failed', what, {
    component: 'zeebe',
    remedy: 'Look into the logs of the brokers.',
  });
}
