import { Inject, Injectable, Logger } from '@nestjs/common';
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { UnrecoverableError, type Job } from 'bullmq';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { runJobSchema, type JournalEntry, type QueueName, type Run, type RunJob } from '#contracts';
import { FencedOut, stepStateField } from '#coordination';
import { procedureFor, StepFailure, type PreflightCheck } from '#domain';
import { CONFIG, RunAccess, WORKER_OPTIONS } from '#step-worker';
import { FlowSubmitter } from '../flow/flow-submitter.ts';
import { Preflight } from './preflight.ts';

/** Examines a run, then either rejects it or submits its flow. Re-entrant: a crash at any line is made good. */
@Injectable()
@Processor('coordinator' satisfies QueueName, WORKER_OPTIONS)
export class PreflightProcessor extends WorkerHost {
  private readonly logger = new Logger(PreflightProcessor.name);

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(Preflight) private readonly preflight: Preflight,
    @Inject(FlowSubmitter) private readonly flows: FlowSubmitter,
  ) {
    super();
  }

  async process(job: Job): Promise<string> {
    const reference = runJobSchema.parse(job.data);
    try {
      return await this.examine(reference);
    } catch (error) {
      if (error instanceof FencedOut) throw new UnrecoverableError(error.message);
      throw error;
    }
  }

  private async examine(job: RunJob): Promise<string> {
    await this.access.leases.renew(job);
    const run = await this.access.store.find(job.cluster, job.backupId);
    const cluster = this.config.clusters.find((each) => each.name === job.cluster);
    if (run?.runId !== job.runId || !cluster) throw new FencedOut(job.runId, job.fence);
    if (run.phase === 'running') return this.submit(job, run, cluster);
    if (run.phase !== 'preflight') return `already ${run.phase}`;

    const checks = await this.preflight.examine(run, cluster);
    const failed = checks.filter((check) => !check.ok);
    if (failed.length > 0) return this.reject(run, checks, failed);
    const now = await this.access.store.find(job.cluster, job.backupId);
    if (now?.cancelRequestedAt) return this.end(run, 'cancelled', checks, null);
    await this.access.store.write(job, {
      guards: [['phase', ['preflight']]],
      fields: [
        ['phase', 'running'],
        ['exporting', 'running'],
        ['checks', JSON.stringify(checks)],
      ],
      entries: [this.entry('preflight-passed', `${checks.length} checks passed`)],
    });
    return this.submit(job, run, cluster);
  }

  private async submit(job: RunJob, run: Run, cluster: ClusterConfig): Promise<string> {
    const procedure = procedureFor(run.version, new Set(cluster.components));
    if (!procedure) throw new UnrecoverableError(`no procedure for ${run.version}`);
    await this.flows.submit(job, procedure);
    await this.access.store.write(job, {
      entries: [this.entry('flow-submitted', `${run.steps.length} steps queued`)],
    });
    return 'submitted';
  }

  private reject(run: Run, checks: PreflightCheck[], failed: PreflightCheck[]): Promise<string> {
    const message = failed.map((check) => `${check.name}: ${check.message}`).join('; ');
    return this.end(
      run,
      'rejected',
      checks,
      `${failed.length} of ${checks.length} preflight checks failed, nothing was touched. ${message}`,
    );
  }

  private async end(
    run: Run,
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

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(error.message);
  }
}
