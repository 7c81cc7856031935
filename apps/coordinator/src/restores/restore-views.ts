import { Inject, Injectable } from '@nestjs/common';
import type { Restore, RestoreList } from '#contracts';
import { ConfirmationStore } from '#coordination';
import { isRunnable, type RestorePlan, type RunRecord } from '#domain';
import { isActionOf } from './action-key.ts';

/** Restores as the API shows them. */
@Injectable()
export class RestoreViews {
  constructor(@Inject(ConfirmationStore) private readonly confirmations: ConfirmationStore) {}

  ofPlan(cluster: string, restoreId: number | null, plan: RestorePlan): Restore {
    const { backupId } = plan;
    return { restoreId, cluster, backupId, runnable: isRunnable(plan), plan, run: null, waitingFor: null };
  }

  async ofRun(run: RunRecord): Promise<Restore> {
    if (run.plan === null) throw new Error(`restore ${run.backupId} has no plan on record`);
    return { ...(await this.inList(run)), runnable: isRunnable(run.plan), plan: run.plan };
  }

  async inList(run: RunRecord): Promise<RestoreList['items'][number]> {
    const [asked] =
      run.phase === 'done'
        ? []
        : await this.confirmations.waiting(run.cluster, (key) => isActionOf(run, key));
    const { runId, fence, procedure, version, phase, outcome, exporting } = run;
    const { origin, requestedAt, finishedAt, cancelRequestedAt, checks, steps, failure } = run;
    return {
      restoreId: run.backupId,
      cluster: run.cluster,
      backupId: run.setId ?? 0,
      run: {
        ...{ runId, fence, procedure, version, phase, outcome, exporting },
        ...{ origin, requestedAt, finishedAt, cancelRequestedAt, checks, steps, failure },
      },
      waitingFor: asked
        ? {
            action: asked.key,
            instruction: asked.instruction,
            requestedAt: new Date(asked.requestedAt).toISOString(),
          }
        : null,
    };
  }
}
