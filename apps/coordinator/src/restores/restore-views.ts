import { Injectable } from '@nestjs/common';
import type { Restore, RestoreList } from '#contracts';
import { isRunnable, nameOf, type RestorePlan, type RestoreRun } from '#domain';
import { runView } from '../runs/run-view.ts';
import { RequestedActions } from '../actions/requested-actions.ts';

/** Restores as the API shows them. */
@Injectable()
export class RestoreViews {
  constructor(private readonly requests: RequestedActions) {}

  ofPlan(cluster: string, restoreId: number | null, plan: RestorePlan): Restore {
    const { backupId } = plan;
    return { restoreId, cluster, backupId, runnable: isRunnable(plan), plan, run: null, waitingFor: null };
  }

  async ofRun(run: RestoreRun): Promise<Restore> {
    if (run.plan === null) throw new Error(`${nameOf(run)} has no plan on record`);
    return { ...(await this.inList(run)), runnable: isRunnable(run.plan), plan: run.plan };
  }

  async inList(run: RestoreRun): Promise<RestoreList['items'][number]> {
    return {
      restoreId: run.number,
      cluster: run.cluster,
      backupId: run.setId,
      run: runView(run),
      waitingFor: await this.requests.of(run),
    };
  }
}
