import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { RestorePlan } from '#domain';
import { buildPlan } from './build-plan.ts';
import { RestoreFactsReader } from './restore-facts.reader.ts';

/** Makes the plan of a restore from what is there now. */
@Injectable()
export class Planner {
  constructor(private readonly survey: RestoreFactsReader) {}

  /**
   * Changes nothing. Looks into every snapshot, which takes its time for a large set.
   * @throws ProblemError unknown-backup | store-unavailable
   */
  async plan(cluster: ClusterConfig, backupId: number): Promise<RestorePlan> {
    return buildPlan(await this.survey.of(cluster, backupId, { integrity: true }));
  }

  /**
   * The same without looking into the snapshots again: has the same hash, and is quick.
   * @throws ProblemError as `plan`
   */
  async again(cluster: ClusterConfig, backupId: number): Promise<RestorePlan> {
    return buildPlan(await this.survey.of(cluster, backupId, { integrity: false }));
  }
}
