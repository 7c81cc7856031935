import { Injectable } from '@nestjs/common';
import type { Backup } from '#contracts';
import { PlanStore, RunStore } from '#redis';
import {
  decideRetention,
  nameOf,
  type RetentionPolicy,
  type RetentionSet,
  type RetentionVerdict,
  timeOf,
} from '#domain';
import { CatalogueService } from '../catalogue/catalogue.service.ts';

export interface RetentionFacts {
  at: Date;
  sets: RetentionSet[];
  /** What would be done with each, in the same order. */
  verdicts: RetentionVerdict[];
  /** What could not be read. Nothing may be deleted then: a set may be more than it seems. */
  problems: string[];
}

/** Looks at everything that retention depends on, as it is right now. Changes nothing. */
@Injectable()
export class RetentionFactsReader {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly store: RunStore,
    private readonly plans: PlanStore,
  ) {}

  /** @throws ProblemError unknown-cluster | store-unavailable */
  async decide(cluster: string, policy: RetentionPolicy): Promise<RetentionFacts> {
    const { items, problems } = await this.catalogue.everything(cluster);
    const needed = await this.needed(cluster);
    const sets = items.flatMap((backup) => setOf(backup, needed.get(backup.backupId) ?? null));
    const at = new Date();
    return { at, sets, problems, verdicts: decideRetention(sets, policy, at.getTime()) };
  }

  /** What needs a set, by its backup id: a restore that is under way, or a plan that may still be run. */
  private async needed(cluster: string): Promise<Map<number, string>> {
    const needed = new Map<number, string>();
    const numbers = await this.plans.kept(cluster);
    const runs = await this.store.findMany(cluster, numbers);
    for (const [index, number] of numbers.entries()) {
      const plan = runs[index]?.kind === 'restore' ? null : await this.plans.find(cluster, number);
      if (plan) needed.set(plan.backupId, `restore plan ${number}`);
    }
    // Only the newest run can be open: a new one begins when the last has ended.
    const [newest] = await this.store.list(cluster, { limit: 1 });
    if (newest?.kind === 'restore' && newest.phase !== 'done') needed.set(newest.setId, nameOf(newest));
    return needed;
  }
}

function setOf(backup: Backup, neededBy: string | null): RetentionSet[] {
  const { backupId, set, run } = backup;
  if (set === null) {
    if (run === null || run.phase === 'done') return [];
    const takenAt = Date.parse(run.requestedAt);
    return [{ backupId, state: 'running', foreign: false, takenAt, kept: false, neededBy }];
  }
  const { state, foreign, kept, startedAt } = set;
  const takenAt = timeOf(startedAt);
  return [{ backupId, state, foreign, takenAt, kept, neededBy }];
}
