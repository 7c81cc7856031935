import { Injectable } from '@nestjs/common';
import type { Restore, RestoreList } from '#contracts';
import { ConfirmationStore } from '#redis';
import { isRunnable, nameOf, type RestorePlan, type RestoreRun } from '#domain';
import { runView } from '../runs/run-view.ts';
import { isActionOf } from '../actions/action-key.ts';

/** Restores as the API shows them. */
@Injectable()
export class RestoreViews {
  constructor(private readonly confirmations: ConfirmationStore) {}

  ofPlan(cluster: string, restoreId: number | null, plan: RestorePlan): Restore {
    const { backupId } = plan;
    return { restoreId, cluster, backupId, runnable: isRunnable(plan), plan, run: null, waitingFor: null };
  }

  async ofRun(run: RestoreRun): Promise<Restore> {
    if (run.plan === null) throw new Error(`${nameOf(run)} has no plan on record`);
    return { ...(await this.inList(run)), runnable: isRunnable(run.plan), plan: run.plan };
  }

  async inList(run: RestoreRun): Promise<RestoreList['items'][number]> {
    const [asked] =
      run.phase === 'done'
        ? []
        : await this.confirmations.waiting(run.cluster, (key) => isActionOf(run, key));
    return {
      restoreId: run.number,
      cluster: run.cluster,
      backupId: run.setId,
      run: runView(run),
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
