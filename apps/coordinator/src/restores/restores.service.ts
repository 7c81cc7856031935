import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import {
  filterOf,
  type Confirm,
  type Me,
  type PlanRestore,
  type Restore,
  type RestoreList,
  type RestoreListQuery,
  type RunRestore,
} from '#contracts';
import { BackupIdTaken, ConfirmationStore, PlanStore, RunStore } from '#redis';
import { groupFailures, isRunnable, nextBackupId, withPeriod, type RestorePlan } from '#domain';
import { planHash } from '#engine';
import { ProblemError } from '../http/problem.error.ts';
import { askedBy, newRestore } from '../runs/new-run.ts';
import { RunStarter } from '../runs/run-starter.ts';
import { isRunWanted, RunsService } from '../runs/runs.service.ts';
import { TrimmedHistory } from '../runs/trimmed-history.ts';
import { after, wantedPage } from '../runs/wanted-page.ts';
import { isActionOf } from '../actions/action-key.ts';
import { Planner } from './planner.ts';
import { RestoreViews } from './restore-views.ts';

/** Plans restores, and runs those that a person confirmed. */
@Injectable()
export class RestoresService {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly beginner: RunStarter,
    private readonly runs: RunsService,
    private readonly planner: Planner,
    private readonly plans: PlanStore,
    private readonly confirmations: ConfirmationStore,
    private readonly views: RestoreViews,
    private readonly trimmed: TrimmedHistory,
  ) {}

  /**
   * Makes a plan and, unless it is a dry run, keeps it for a day. Touches nothing.
   * @throws ProblemError unknown-backup | store-unavailable
   */
  async plan(cluster: ClusterConfig, { backupId, dryRun }: PlanRestore): Promise<Restore> {
    const { name } = cluster;
    const plan = await this.planner.plan(cluster, backupId);
    if (dryRun) return this.views.ofPlan(name, null, plan);
    const numbers = [await this.store.lastId(name), backupId];
    const number = await this.plans.keep(name, plan, nextBackupId(Date.now(), numbers));
    return this.views.ofPlan(name, number, plan);
  }

  /**
   * Begins the restore of a plan, if it is still the same one. Not idempotent.
   * @throws ProblemError unknown-restore | plan-stale | plan-not-runnable | already-done | cluster-busy |
   *   store-unavailable: nothing was touched
   */
  async run(cluster: ClusterConfig, restoreId: number, { hash }: RunRestore, caller: Me): Promise<Restore> {
    const { name } = cluster;
    const plan = await this.confirmed(name, restoreId, hash);
    await this.beginner.refuseWhenBusy(name);
    if (!isRunnable(plan)) throw notRunnable(plan);
    const now = await this.planner.again(cluster, plan.backupId);
    if (now.hash !== plan.hash)
      throw stale('something that the plan depends on has changed since it was made');
    if (!isRunnable(now)) throw notRunnable(now);
    const record = newRestore(cluster, {
      number: restoreId,
      version: plan.version,
      setId: plan.backupId,
      plan: now,
      origin: askedBy(caller),
    });
    try {
      return await this.views.ofRun(await this.beginner.begin(record, cluster));
    } catch (error) {
      if (!(error instanceof BackupIdTaken)) throw error;
      throw stale(`number ${error.lastId} was given out since it was made`);
    }
  }

  /** @throws ProblemError unknown-restore */
  async find(name: string, restoreId: number): Promise<Restore> {
    const run = await this.store.find(name, restoreId);
    if (run?.kind === 'restore') return this.views.ofRun(run);
    const plan = await this.plans.find(name, restoreId);
    if (plan) return this.views.ofPlan(name, restoreId, plan);
    throw await this.unknown(name, restoreId);
  }

  /** Restores that were started, newest first. */
  async list(name: string, query: RestoreListQuery): Promise<RestoreList> {
    const { limit, cursor, ...asked } = query;
    const filter = filterOf(asked);
    const numbers = after(await this.store.numbers(name), cursor);
    return wantedPage(numbers, { limit, filtered: filter !== null, atOnce: 500 }, async (chunk) => {
      const runs = await this.store.findMany(name, chunk);
      const restores = runs
        .filter((run) => run?.kind === 'restore')
        .filter((run) => isRunWanted(run, filter));
      return Promise.all(
        restores.map(async (run) => ({ number: run.number, entry: await this.views.inList(run) })),
      );
    });
  }

  /**
   * Asks it to stop at its next step. What was deleted stays deleted: the outcome says how to continue.
   * @throws ProblemError unknown-restore | already-done
   */
  async cancel(name: string, restoreId: number, caller: Me): Promise<Restore> {
    return this.views.ofRun(await this.runs.cancel(name, restoreId, { kind: 'restore', by: caller.name }));
  }

  /**
   * Records that a person did what the restore asked for. Works once for each action.
   * @throws ProblemError unknown-restore | not-waiting
   */
  async confirm(name: string, restoreId: number, given: Confirm, caller: Me): Promise<Restore> {
    const { action, ok, note } = given;
    const run = await this.runs.find(name, restoreId, 'restore');
    // A restore that has ended waits for no action.
    const waiting =
      run.phase === 'done' ? [] : await this.confirmations.waiting(name, (key) => isActionOf(run, key));
    if (!waiting.some(({ key }) => key === action))
      throw notWaiting(
        action,
        waiting.map(({ key }) => key),
      );
    const answer = { confirmedAt: Date.now(), by: confirmedBy(caller, given.by), ok, note: note ?? null };
    if (!(await this.confirmations.answer(name, action, answer))) throw notWaiting(action, []);
    return this.views.ofRun(run);
  }

  private async confirmed(name: string, restoreId: number, hash: string): Promise<RestorePlan> {
    const run = await this.store.find(name, restoreId);
    if (run?.kind === 'restore')
      throw new ProblemError('already-done', `Restore ${restoreId} was started before; a plan is run once.`);
    const plan = await this.plans.find(name, restoreId);
    if (!plan) throw await this.unknown(name, restoreId);
    if (plan.hash !== hash) throw stale('the hash is that of another plan');
    if (planHash(plan) !== hash) throw stale('the plan on record does not have the hash that was confirmed');
    return plan;
  }

  private unknown(cluster: string, restoreId: number): Promise<ProblemError> {
    const detail = `Cluster "${cluster}" has no restore ${restoreId}, and no plan of that number; plans are kept for a day.`;
    return this.trimmed.unknown('unknown-restore', { cluster, number: restoreId, detail });
  }
}

/** The name that the token proves counts; another name that was given is noted next to it. */
function confirmedBy({ name, via }: Me, given: string | undefined): string {
  if (via === 'anonymous') return given ?? 'somebody';
  return given === undefined ? name : `${given} (by ${name})`;
}

function stale(why: string): ProblemError {
  return new ProblemError('plan-stale', `Nothing was touched: ${why}. Make a new plan and read it.`);
}

function notRunnable(plan: RestorePlan): ProblemError {
  const failed = plan.checks.filter((check) => !check.ok);
  const message = groupFailures(failed)
    .map(({ message: cause, remedy }) => `${withPeriod(cause)} ${remedy ?? ''}`.trim())
    .join(' ');
  return new ProblemError('plan-not-runnable', `Nothing was touched. ${message}`, { checks: failed });
}

function notWaiting(action: string, waiting: readonly string[]): ProblemError {
  const others = waiting.length > 0 ? ` It waits for: ${waiting.join(', ')}.` : ' It waits for nothing.';
  return new ProblemError(
    'not-waiting',
    `The restore does not wait for "${action}" to be confirmed.${others}`,
  );
}
