import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { type JournalEntry, type ListQuery, type Run, type RunList, type StartBackup } from '#contracts';
import { BackupIdTaken, ClusterBusy } from '#coordination';
import {
  highestBackupId,
  nextBackupId,
  pendingStep,
  procedureFor,
  stepsOf,
  type Procedure,
  type RunRecord,
} from '#domain';
import { CONFIG, RunAccess } from '#step-worker';
import { ProblemError } from '../http/problem.error.ts';
import { PreflightQueue } from '../preflight/preflight-queue.ts';
import { ClusterSurvey } from './cluster-survey.ts';

/** Starts, finds, lists and cancels runs. */
@Injectable()
export class BackupsService {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterSurvey) private readonly surveys: ClusterSurvey,
    @Inject(PreflightQueue) private readonly preflights: PreflightQueue,
  ) {}

  /**
   * Takes the cluster's lock, gives the run its id and queues its preflight. Not idempotent: every call that is
   * accepted is a run of its own.
   * @throws ProblemError unknown-cluster | cluster-busy | backup-id-not-above-last
   */
  async start(name: string, request: StartBackup): Promise<Run> {
    const cluster = this.cluster(name);
    await this.refuseWhenBusy(name);
    const { version, knownIds } = await this.surveys.survey(cluster);
    const known = [...knownIds, await this.access.store.lastId(name)];
    const highest = highestBackupId(known);
    if (request.backupId !== undefined && request.backupId <= highest) throw notAbove(highest);
    const record = newRun(cluster, {
      version,
      backupId: request.backupId ?? nextBackupId(Date.now(), known),
      labels: request.labels ?? {},
    });
    const fence = await this.begin(record);
    const { backupId, runId } = record;
    await this.preflights.add({ cluster: name, backupId, runId, fence });
    return { ...record, fence };
  }

  async find(name: string, backupId: number): Promise<Run> {
    this.cluster(name);
    const run = await this.access.store.find(name, backupId);
    if (!run)
      throw new ProblemError(
        'unknown-backup',
        `Holdfast has no run with backup id ${backupId} on cluster "${name}".`,
      );
    return run;
  }

  /** Newest id first. */
  async list(name: string, query: ListQuery): Promise<RunList> {
    this.cluster(name);
    const below = query.cursor === undefined ? {} : { below: query.cursor };
    const items = await this.access.store.list(name, { limit: query.limit, ...below });
    const last = items.at(-1);
    return { items, next: items.length === query.limit && last ? String(last.backupId) : null };
  }

  /** Idempotent while the run lives. The run ends by itself soon after, with exporting resumed. */
  async cancel(name: string, backupId: number): Promise<Run> {
    await this.find(name, backupId);
    const reply = await this.access.store.requestCancel(
      name,
      backupId,
      this.entry('cancel-requested', 'asked to stop'),
    );
    if (reply === 'DONE')
      throw new ProblemError(
        'already-done',
        `Backup ${backupId} has already ended; there is nothing to cancel.`,
      );
    return this.find(name, backupId);
  }

  private async begin(record: Omit<RunRecord, 'fence'>): Promise<number> {
    const entry = this.entry('run-accepted', `backup ${record.backupId} accepted`);
    try {
      return await this.access.store.begin(record, {
        holder: this.access.holder,
        leaseMs: this.config.lock.lease,
        now: new Date(),
        entry,
      });
    } catch (error) {
      if (error instanceof ClusterBusy) throw await this.busy(record.cluster, error);
      if (error instanceof BackupIdTaken) throw notAbove(error.lastId);
      throw error;
    }
  }

  private async refuseWhenBusy(name: string): Promise<void> {
    const lock = await this.access.store.lock(name);
    if (lock) throw await this.busy(name, new ClusterBusy(name, lock));
  }

  private async busy(name: string, error: ClusterBusy): Promise<ProblemError> {
    const { lock } = error;
    const run = await this.access.store.find(name, lock.backupId);
    const running = run?.steps.filter((step) => step.state === 'running').map((step) => step.name) ?? [];
    const step = running.length > 0 ? running.join(', ') : (run?.phase ?? 'starting');
    const ageSeconds = Math.max(
      0,
      Math.round((Date.now() - Date.parse(run?.requestedAt ?? lock.acquiredAt)) / 1000),
    );
    const detail =
      `Cluster "${name}" is busy with backup ${lock.backupId}: at ${step}, started ${ageSeconds} s ago, ` +
      `${lock.holder === '' ? 'its lease ran out and it has not ended yet' : `held by ${lock.holder}`}, with fence ${lock.fence}. ` +
      'Wait for it, or cancel it.';
    return new ProblemError('cluster-busy', detail, {
      lock: { ...lock, step, ageSeconds },
    });
  }

  private cluster(name: string): ClusterConfig {
    const cluster = this.config.clusters.find((each) => each.name === name);
    if (cluster) return cluster;
    const known = this.config.clusters.map((each) => each.name).join(', ');
    throw new ProblemError('unknown-cluster', `No cluster "${name}" is configured. Known: ${known}.`);
  }

  private entry(type: JournalEntry['type'], message: string): JournalEntry {
    return { type, at: new Date().toISOString(), by: this.access.holder, step: null, message, failure: null };
  }
}

function notAbove(highest: number): ProblemError {
  return new ProblemError(
    'backup-id-not-above-last',
    `backupId must be above ${highest}, the highest id known on this cluster. Leave it out to get one.`,
    {
      errors: [{ field: 'backupId', message: `must be above ${highest}` }],
    },
  );
}

function newRun(
  cluster: ClusterConfig,
  given: { version: string | null; backupId: number; labels: Record<string, string> },
): Omit<RunRecord, 'fence'> {
  const version = given.version ?? 'unknown';
  const procedure: Procedure | null = procedureFor(version, new Set(cluster.components));
  return {
    cluster: cluster.name,
    backupId: given.backupId,
    runId: randomBytes(6).toString('hex'),
    procedure: procedure?.name ?? 'unknown',
    version,
    labels: given.labels,
    phase: 'preflight',
    outcome: null,
    exporting: 'unknown',
    requestedAt: new Date().toISOString(),
    finishedAt: null,
    cancelRequestedAt: null,
    pausedAt: null,
    resumedAt: null,
    checks: [],
    steps: (procedure ? stepsOf(procedure) : []).map(pendingStep),
    failure: null,
  };
}
