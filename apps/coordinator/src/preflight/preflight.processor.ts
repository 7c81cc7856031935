import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { runJobSchema, type JournalEntry, type QueueName, type RunJob } from '#contracts';
import { FencedOut, IllegalTransition, IDENTITY_FIELD, PREFLIGHT_FIELD, stepStateField } from '#coordination';
import {
  procedureFor,
  StepFailure,
  type OwnIdentity,
  type PreflightCheck,
  type RunRecord,
  type SettleTarget,
} from '#domain';
import { CONFIG, QueueProcessor, RunAccess, WORKER_OPTIONS } from '#step-worker';
import { OwnerMarkers } from '../ownership/owner-markers.ts';
import { FlowSubmitter } from '../flow/flow-submitter.ts';
import { Examiners } from './examiners.ts';
import { Settling } from './settling.ts';

/** Time between two looks at exporters and importers (ms). */
const SETTLE_POLL_MS = 1_000;

/** What the preflight keeps in the run record between two looks. */
interface Waiting {
  /** ms since the epoch. */
  since: number;
  lookedAt: number;
  target: SettleTarget;
  /** What was last written to the journal about it. */
  said: string;
}

/** Examines a run, then either rejects it or submits its flow. Re-entrant: a crash at any line is made good. */
@Injectable()
@Processor('coordinator' satisfies QueueName, WORKER_OPTIONS)
export class PreflightProcessor extends QueueProcessor {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(Examiners) private readonly preflight: Examiners,
    @Inject(FlowSubmitter) private readonly flows: FlowSubmitter,
    @Inject(Settling) private readonly settling: Settling,
    @Inject(OwnerMarkers) private readonly markers: OwnerMarkers,
  ) {
    super();
  }

  protected async work(job: Job, token?: string): Promise<string> {
    const reference = runJobSchema.parse(job.data);
    let said: string | null;
    try {
      said = await this.examine(reference);
    } catch (error) {
      if (error instanceof FencedOut) throw new UnrecoverableError(error.message);
      throw error;
    }
    if (said !== null) return said;
    await job.moveToDelayed(Date.now() + SETTLE_POLL_MS, token);
    throw new DelayedError();
  }

  /** @returns what came of it, or null to look again soon */
  private async examine(job: RunJob): Promise<string | null> {
    await this.access.leases.renew(job);
    const run = await this.access.store.find(job.cluster, job.backupId);
    const cluster = this.config.clusters.find((each) => each.name === job.cluster);
    if (run?.runId !== job.runId || !cluster) throw new FencedOut(job.runId, job.fence);
    if (run.phase === 'running') return this.submit(job, run, cluster);
    if (run.phase !== 'preflight') return `already ${run.phase}`;

    if (run.cancelRequestedAt) return this.end(run, 'cancelled', [], null);
    const waiting = await this.waiting(run);
    // Once everything else is in order only the positions are looked at, and all of it again when they are there.
    const before = waiting ? [] : await this.preflight.examine(run, cluster);
    const unfit = before.filter((check) => !check.ok);
    if (unfit.length > 0) return this.reject(run, before, unfit);
    const settled = await this.settle(run, cluster, waiting);
    if (settled === null) return null;
    const checks = [...(waiting ? await this.preflight.examine(run, cluster) : before), ...settled];
    const failed = checks.filter((check) => !check.ok);
    if (failed.length > 0) return this.reject(run, checks, failed);
    const now = await this.access.store.find(job.cluster, job.backupId);
    if (now?.cancelRequestedAt) return this.end(run, 'cancelled', checks, null);
    const identity = run.kind === 'backup' ? await this.identity(run, cluster) : null;
    if (identity instanceof StepFailure) {
      const unwritten = markerFailed(identity);
      return this.reject(run, [...checks, unwritten], [unwritten]);
    }
    await this.access.store.write(job, {
      guards: [['phase', ['preflight']]],
      fields: [
        ['phase', 'running'],
        // Read as running by a check of a backup's preflight; the other kinds did not ask.
        ...(run.kind === 'backup' ? [['exporting', 'running'] as [string, string]] : []),
        ['checks', JSON.stringify(checks)],
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
    const text = await this.access.store.field(run.cluster, run.backupId, PREFLIGHT_FIELD);
    return text === null ? null : (JSON.parse(text) as Waiting);
  }

  /** @returns the checks once they are settled or time is up, or null to wait on */
  private async settle(
    run: RunRecord,
    cluster: ClusterConfig,
    waiting: Waiting | null,
  ): Promise<PreflightCheck[] | null> {
    const { settleTimeout } = this.config.steps;
    // Only a backup has to wait for what was processed to be exported and imported.
    if (settleTimeout === 0 || run.kind !== 'backup') return [];
    const since = waiting?.since ?? Date.now();
    const target = waiting?.target ?? (await this.settling.target(cluster));
    const checks = await this.settling.look(cluster, target);
    const behind = checks.filter((check) => !check.ok);
    if (behind.length === 0 || Date.now() - since >= settleTimeout) return checks;
    const said = behind.map((check) => check.message).join('; ');
    const now: Waiting = { since, lookedAt: Date.now(), target, said };
    await this.access.store.write(run, {
      fields: [[PREFLIGHT_FIELD, JSON.stringify(now)]],
      // Who is behind is news; how far is not, or the journal would grow with every look.
      entries:
        withoutNumbers(said) === withoutNumbers(waiting?.said ?? '')
          ? []
          : [this.entry('preflight-waiting', said)],
    });
    return null;
  }

  private async submit(job: RunJob, run: RunRecord, cluster: ClusterConfig): Promise<string> {
    const procedure = procedureFor(run.version, new Set(cluster.components), run.kind);
    if (!procedure) throw new UnrecoverableError(`no procedure for ${run.version}`);
    await this.flows.submit(job, procedure);
    const entries = [this.entry('flow-submitted', `${run.steps.length} steps queued`)];
    await this.access.store.write(job, { entries }).catch((error: unknown) => {
      // The workers were faster: it ran to its end before this was written.
      if (!(error instanceof IllegalTransition)) throw error;
    });
    return 'submitted';
  }

  private reject(run: RunRecord, checks: PreflightCheck[], failed: PreflightCheck[]): Promise<string> {
    const message = failed.map((check) => `${check.name}: ${check.message}`).join('; ');
    return this.end(
      run,
      'rejected',
      checks,
      `${failed.length} of ${checks.length} preflight checks failed, nothing was touched. ${message}`,
    );
  }

  private async end(
    run: RunRecord,
    outcome: 'rejected' | 'cancelled',
    checks: PreflightCheck[],
    why: string | null,
  ): Promise<string> {
    const failure = why === null ? null : StepFailure.permanent('refused', why).detail;
    const entries = [this.entry('run-finished', outcome, failure)];
    if (failure) entries.unshift(this.entry('preflight-failed', failure.message, failure));
    await this.access.store.write(run, {
      guards: [['phase', ['preflight']]],
      fields: [
        ...run.steps.map((step): [string, string] => [stepStateField(step.name), 'skipped']),
        ['phase', 'done'],
        ['outcome', outcome],
        ['finishedAt', new Date().toISOString()],
        ['checks', JSON.stringify(checks)],
        ['failure', JSON.stringify(failure)],
        ...(checks.some((check) => check.name === 'exporting-running' && check.ok)
          ? [['exporting', 'running'] as [string, string]]
          : []),
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
    return { type, at: new Date().toISOString(), by: this.access.holder, step: null, message, failure };
  }
}

function markerFailed({ message }: StepFailure): PreflightCheck {
  const mend = 'Mend what Elasticsearch says, then run again.';
  return { name: 'owner-marker', component: 'records', ok: false, message, mend };
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '');
}
