import { Injectable } from '@nestjs/common';
import { hasDeleted, howToLeaveRecovery, StepFailure, type StepName } from '#domain';
import { ClusterClients, Step, type PassResult, type StepContext } from '#engine';
import { restoreApiOf } from './restore-api-of.ts';

/** The run ends then, whatever the cluster does (ms). */
const DEADLINE_MS = 600_000;
/** After this, the mode is asked for again (ms). */
const AGAIN_MS = 5_000;

/**
 * Runs whatever happened before. A cluster that entered recovery mode for this run, and of which nothing was deleted, processes
 * again. One of which anything was deleted is left as it is: only a restore that completes may end its recovery mode. So is
 * one that was in recovery mode before this run: an earlier restore may have left it there.
 */
@Injectable()
export class LeaveRecoveryStep extends Step {
  readonly name: StepName = 'leave-recovery';
  override readonly always = true;

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    if (hasDeleted(context.run)) return this.report(context);
    if (!hasEntered(context))
      return {
        done: true,
        answer: 'this restore did not switch the mode of the cluster, and leaves it as it is',
      };
    const restore = restoreApiOf(this.clients, context);
    const { mode, recovering, replicas } = await restore.mode(context.look());
    if (mode === 'processing')
      return { done: true, answer: 'nothing was deleted; every replica processes as before' };
    const since = Date.now() - (context.memory.intendedAt ?? 0);
    if (since > AGAIN_MS) {
      await context.intend('leave recovery mode: nothing was deleted');
      await context.mutate((call) => restore.leaveRecovery(call));
    }
    const progress = { done: replicas - recovering, total: replicas };
    return {
      done: false,
      answer: `${replicas - recovering} of ${replicas} replicas process again`,
      progress,
    };
  }

  private report({ run }: StepContext): PassResult {
    const open = run.steps.filter(({ name, state }) => name === 'restore-partitions' && state !== 'done');
    if (open.length === 0) return { done: true, answer: 'the restore itself ended recovery mode' };
    const message = howToLeaveRecovery(run);
    const code = run.cancelRequestedAt === null ? 'earlier-step-failed' : 'cancelled';
    const failure = StepFailure.permanent(code, message, { component: 'zeebe' }).detail;
    return { done: true, answer: message, failure };
  }
}

/** An attempt of it shows that every replica processed until then. */
function hasEntered({ run }: StepContext): boolean {
  return run.steps.some(({ name, attempts }) => name === 'enter-recovery' && attempts > 0);
}
