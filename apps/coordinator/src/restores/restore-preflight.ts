import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { PreflightCheck, RestoreRun } from '#domain';
import { planHash } from '#engine';
import { ProblemError } from '../http/problem.error.ts';
import { check, CheckFailed } from '../checks/check.ts';
import { QueueWorkers } from '../checks/queue-workers.ts';
import { workersCheck } from '../checks/workers.check.ts';
import { Planner } from './planner.ts';

/** What must still be true under the lock, before a restore touches anything: the plan that was confirmed. */
@Injectable()
export class RestorePreflight {
  constructor(
    private readonly planner: Planner,
    private readonly workers: QueueWorkers,
  ) {}

  /** @returns one line per check, in a fixed order, whether it passed or not */
  async examine(run: RestoreRun, cluster: ClusterConfig): Promise<PreflightCheck[]> {
    const held: PreflightCheck[] = [];
    const plan = await check({ name: 'plan', component: 'coordinator' }, async () => {
      try {
        const now = await this.planner.plan(cluster, run.setId);
        held.push(...now.checks);
        if (run.plan && planHash(run.plan) !== run.plan.hash)
          throw new CheckFailed(
            'the plan on record does not have the hash that was confirmed: it was changed in Redis',
            'Find out who can write there, then plan again.',
          );
        if (now.hash === run.plan?.hash) return `the plan that was confirmed (${now.hash.slice(0, 12)})`;
      } catch (error) {
        if (error instanceof ProblemError) throw new CheckFailed(error.message, 'Fix it, then plan again.');
        throw error;
      }
      throw new CheckFailed(
        'the plan would be another one by now',
        'Make a new plan, read it, and run that.',
      );
    });
    return [await workersCheck(run, this.workers), plan, ...held];
  }
}
