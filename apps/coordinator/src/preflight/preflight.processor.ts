import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { readJob, runJobSchema, type JournalEntry, type QueueName, type RunJob } from '#contracts';
import {
  FencedOut,
  IllegalTransition,
  IDENTITY_FIELD,
  journalEntry,
  PREFLIGHT_FIELD,
  stepStateField,
  RunStore,
  LeaseStore,
} from '#redis';
import {
  causesInWords,
  exportingRead,
  pausesExporting,
  procedureOf,
  resultsOf,
  sameChecks,
  StepFailure,
  versionsRead,
  type CheckKey,
  type FailureDetail,
  type OwnIdentity,
  type Passing,
  type PreflightCheck,
  type RunRecord,
  type SettleTarget,
} from '#domain';
import { CONFIG, PauseLine, QueueProcessor, RunConfigs, WORKER_OPTIONS, HOLDER } from '#engine';
import { OwnerMarkers } from '../ownership/owner-markers.ts';
import { FlowSubmitter } from './flow-submitter.ts';
import { asStored, check } from '../checks/check.ts';
import { PreflightByKind } from './preflight-by-kind.ts';
import { Settling } from './settling.ts';

/** Time between two looks at exporters and importers (ms). */
const SETTLE_POLL_MS = 1_000;

/** A store that is throttled recovers within this, or an operator has to look at it (ms). */
const MOMENT_MS = 60_000;

/** For this time after a run was asked for, its preflight gives way to runs that have exporting paused (ms). */
const GIVE_WAY_MS = 20_000;

/** What the preflight keeps in the run record between two looks. Times are ms since the epoch. */
interface Waiting {
  lookedAt: number;
  /** The checks that did not pass, as last written to the journal. */
  checks: CheckKey[];
  /** Waits for exporters and importers. */
  settling?: { since: number; target: SettleTarget };
  /** When a check first failed for a cause that passes by itself. */
  busySince?: number;
}

/** Examines a run, then either rejects it or submits its flow. Re-entrant: after a crash at any line, the next pass completes it. */
@Injectable()
@Processor('coordinator' satisfies QueueName, WORKER_OPTIONS)
export class PreflightProcessor extends QueueProcessor {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly leases: LeaseStore,
    @Inject(HOLDER) private readonly holder: string,
    private readonly preflight: PreflightByKind,
    private readonly flows: FlowSubmitter,
    private readonly settling: Settling,
    private readonly markers: OwnerMarkers,
    private readonly configs: RunConfigs,
    private readonly line: PauseLine,
  ) {
    super();
  }

  protected async work(job: Job, token?: string): Promise<string> {
    const reference = readJob(runJobSchema, job);
    let result: string | number;
    try {
      result = this.giveWay(job) || (await this.examine(reference));
    } catch (error) {
      if (error instanceof FencedOut) throw new UnrecoverableError(error.message);
      throw error;
    }
    if (typeof result === 'string') return result;
    await job.moveToDelayed(Date.now() + result, token);
    throw new DelayedError();
  }

  /** Runs inside their pause go first, until the supervisor could take this one for abandoned. @returns ms to wait; 0 for not at all */
  private giveWay({ timestamp }: Job): number {
    const { workerGrace } = this.config.steps;
    // By the clock of the process that asked for it, which may be ahead.
    const age = Date.now() - timestamp;
    return age >= 0 && age < Math.min(GIVE_WAY_MS, workerGrace / 2) ? this.line.giveWay() : 0;
  }

  /** @returns what came of it, or the time to the next look (ms) */
  private async examine(job: RunJob): Promise<string | number> {
    await this.leases.renew(job);
    const run = await this.store.find(job.cluster, job.number);
    if (run?.runId !== job.runId) throw new FencedOut(job.runId, job.fence);
    const cluster = await this.configs.of(run, { force: run.cancelRequestedAt !== null });
    if (run.phase === 'running') return this.submit(job, run, cluster);
    if (run.phase !== 'preflight') return `already ${run.phase}`;

    if (run.cancelRequestedAt) return this.end(run, 'cancelled', [], null);
    const waiting = await this.waiting(run);
    // Once everything else is in order only the positions are looked at, and all of it again when they are there.
    const settling = waiting?.settling !== undefined;
    const before = settling ? [] : await this.preflight.examine(run, cluster);
    if (before.some((check) => !check.ok)) return this.waitOrReject(run, before, waiting);
    const settled = await this.settle(run, cluster, waiting);
    if (settled === null) return SETTLE_POLL_MS;
    const checks = [...(settling ? await this.preflight.examine(run, cluster) : before), ...settled];
    if (checks.some((check) => !check.ok)) return this.waitOrReject(run, checks, waiting);
    const now = await this.store.find(job.cluster, job.number);
    if (now?.cancelRequestedAt) return this.end(run, 'cancelled', checks, null);
    const identity = run.kind === 'backup' ? await this.identity(run, cluster) : null;
    if (identity instanceof StepFailure)
      return this.waitOrReject(run, [...checks, markerFailed(identity)], waiting);
    await this.store.write(job, {
      guards: [['phase', ['preflight']]],
      fields: [
        ['phase', 'running'],
        ...readFields(run, checks),
        ['checks', JSON.stringify(checks.map(asStored))],
        ...(identity ? [[IDENTITY_FIELD, JSON.stringify(identity)] as [string, string]] : []),
      ],
      entries: [this.entry('preflight-passed', `${checks.length} checks passed`)],
    });
    return this.submit(job, run, cluster);
  }

  /** The last thing before the run begins: until every check passed, nothing of the cluster is changed. */
  private async identity(run: RunRecord, cluster: ClusterConfig): Promise<OwnIdentity | StepFailure> {
    try {
      return await this.markers.ensure(run, cluster);
    } catch (error) {
      if (error instanceof StepFailure) return error;
      throw error;
    }
  }

  private async waiting(run: RunRecord): Promise<Waiting | null> {
    const text = await this.store.field(run.cluster, run.number, PREFLIGHT_FIELD);
    return text === null ? null : (JSON.parse(text) as Waiting);
  }

  /** @returns the checks once they are settled or time is up, or null to wait on */
  private async settle(
    run: RunRecord,
    cluster: ClusterConfig,
    waiting: Waiting | null,
  ): Promise<PreflightCheck[] | null> {
    const { settleTimeout } = this.config.steps;
    // Only a backup of exported records has to wait for what was processed to be exported and imported.
    if (settleTimeout === 0 || run.kind !== 'backup' || !pausesExporting(run)) return [];
    const since = waiting?.settling?.since ?? Date.now();
    let target = waiting?.settling?.target;
    // Every check has just passed; a component that does not answer now has failed one.
    const read = await check({ name: 'exporters-settled', component: 'zeebe' }, async () => {
      target ??= await this.settling.target(cluster);
      return 'the positions at the first look are known';
    });
    if (target === undefined) return [read];
    const checks = await this.settling.look(cluster, target);
    const behind = checks.filter((check) => !check.ok);
    if (behind.length === 0 || Date.now() - since >= settleTimeout) return checks;
    await this.wait(run, { waiting, failed: behind }, { settling: { since, target } });
    return null;
  }

  /** Passing trouble is no reason to reject a run: it is waited for, within a bound. */
  private async waitOrReject(
    run: RunRecord,
    checks: PreflightCheck[],
    waiting: Waiting | null,
  ): Promise<string | number> {
    const failed = checks.filter((check) => !check.ok);
    const passing = passingOf(failed);
    const since = waiting?.busySince ?? Date.now();
    const { busyTimeout } = this.config.steps;
    const bound = passing === 'while' ? busyTimeout : Math.min(busyTimeout, MOMENT_MS);
    if (passing === null || Date.now() - since >= bound) return this.reject(run, { checks, failed, passing });
    await this.wait(run, { waiting, failed }, { busySince: since });
    return this.config.steps.pollMax;
  }

  private async wait(
    run: RunRecord,
    { waiting: before, failed }: { waiting: Waiting | null; failed: readonly PreflightCheck[] },
    now: Pick<Waiting, 'settling' | 'busySince'>,
  ): Promise<void> {
    const checks = failed.map(({ component, name }) => ({ component, name }));
    const waiting: Waiting = { ...before, ...now, checks, lookedAt: Date.now() };
    const message = causesInWords(failed, { named: false });
    await this.store.write(run, {
      fields: [[PREFLIGHT_FIELD, JSON.stringify(waiting)]],
      // Which checks fail is news; how far they are is not, or the journal would grow with every look.
      entries: sameChecks(checks, before?.checks ?? []) ? [] : [this.entry('preflight-waiting', message)],
    });
  }

  private async submit(job: RunJob, run: RunRecord, cluster: ClusterConfig): Promise<string> {
    const procedure = procedureOf(run, new Set(cluster.components));
    if (!procedure) throw new UnrecoverableError(`this build does not know the procedure ${run.procedure}`);
    await this.flows.submit(job, procedure);
    const entries = [this.entry('flow-submitted', `${run.steps.length} steps queued`)];
    await this.store.write(job, { entries }).catch((error: unknown) => {
      // The workers were faster: it ran to its end before this was written.
      if (!(error instanceof IllegalTransition)) throw error;
    });
    return 'submitted';
  }

  private reject(
    run: RunRecord,
    {
      checks,
      failed,
      passing,
    }: { checks: PreflightCheck[]; failed: PreflightCheck[]; passing: Passing | null },
  ): Promise<string> {
    const why = `${failed.length} of ${checks.length} preflight checks failed, and nothing was touched: ${causesInWords(failed)}.`;
    const failure =
      passing === 'while' ? StepFailure.transient('busy', why) : StepFailure.permanent('refused', why);
    return this.end(run, 'rejected', checks, failure.detail);
  }

  private async end(
    run: RunRecord,
    outcome: 'rejected' | 'cancelled',
    examined: PreflightCheck[],
    failure: FailureDetail | null,
  ): Promise<string> {
    const entries = [this.entry('run-finished', outcome, failure)];
    if (failure) entries.unshift(this.entry('preflight-failed', failure.message, failure));
    await this.store.write(run, {
      guards: [['phase', ['preflight']]],
      fields: [
        ...run.steps.map((step): [string, string] => [stepStateField(step.name), 'skipped']),
        ['phase', 'done'],
        ['outcome', outcome],
        ['finishedAt', new Date().toISOString()],
        ['checks', JSON.stringify(examined.map(asStored))],
        ['failure', JSON.stringify(failure)],
        ...readFields(run, examined),
      ],
      entries,
      release: true,
    });
    return outcome;
  }

  private entry(
    type: JournalEntry['type'],
    message: string,
    failure: JournalEntry['failure'] = null,
  ): JournalEntry {
    return journalEntry({ type, by: this.holder, message, failure });
  }
}

function markerFailed({ message, detail }: StepFailure): PreflightCheck {
  const remedy = 'Fix what the search engine reports, then run again.';
  const about = { name: 'owner-marker', component: 'records' as const };
  const failed = resultsOf(about).failed(message, remedy);
  // As any other check: a store that answers may be throttled for a moment.
  return detail.retryable && detail.status !== null ? { ...failed, passing: 'moment' } : failed;
}

/** What the checks read, for the record of the run. Only a backup's preflight asks for versions and exporting. */
function readFields({ kind }: RunRecord, checks: readonly PreflightCheck[]): [string, string][] {
  if (kind !== 'backup') return [];
  const exporting = exportingRead(checks);
  return [
    ['versions', JSON.stringify(versionsRead(checks))],
    ...(exporting === null ? [] : [['exporting', exporting] as [string, string]]),
  ];
}

/** What all of the failed checks have in common; null when one of them does not pass by itself. */
function passingOf(failed: readonly PreflightCheck[]): Passing | null {
  if (failed.some(({ passing }) => passing === undefined)) return null;
  return failed.some(({ passing }) => passing === 'while') ? 'while' : 'moment';
}
