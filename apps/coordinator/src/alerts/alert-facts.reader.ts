import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { ClusterConfig } from '#config';
import { appOf, queueOf } from '#contracts';
import { REDIS, SetNotes, RunStore } from '#redis';
import { procedureFor, stepsOf, withoutPeriod, type AlertFacts, type RunRecord, timeOf } from '#domain';
import { refusedWrite } from '#app';
import { ObservedExporting, HOLDER, PauseOwners } from '#engine';
import { actionName } from '../actions/action-key.ts';
import { RequestedActions } from '../actions/requested-actions.ts';
import { ClusterHistory, type History } from '../runs/cluster-history.ts';
import { SchedulesService } from '../schedules/schedules.service.ts';
import { scheduleFacts } from '../schedules/schedule-facts.ts';
import { ConfigReports } from '../checks/config-reports.ts';
import { QueueWorkers } from '../checks/queue-workers.ts';

/** Before the reconciler has looked, nothing is known and nothing is wrong. */
const NOT_LOOKED = { state: 'unknown', pausedSince: null, unknownSince: null, problem: null } as const;

/** Reads what the alerts of a cluster are made of: from Redis and this process's own looks, asking no component. */
@Injectable()
export class AlertFactsReader {
  /** Whether a restore was under way when Redis last answered. */
  private readonly restoring = new Map<string, boolean>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    @Inject(HOLDER) private readonly holder: string,
    private readonly histories: ClusterHistory,
    private readonly observations: ObservedExporting,
    private readonly workers: QueueWorkers,
    private readonly notes: SetNotes,
    private readonly schedules: SchedulesService,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly configs: ConfigReports,
    private readonly requests: RequestedActions,
    private readonly pauses: PauseOwners,
  ) {}

  /** @throws ioredis' error while Redis is down */
  async read(cluster: ClusterConfig): Promise<{ facts: AlertFacts; history: History }> {
    const { name } = cluster;
    const now = Date.now();
    const [history, verifiedAt, knownSince, missingWorkers, schedules, refused, configuration, paused] =
      await Promise.all([
        this.histories.of(name),
        this.notes.lastVerified(name),
        this.store.knownSince(name),
        this.missingWorkers(cluster),
        this.schedules.list(name),
        refusedWrite(this.redis, this.holder),
        this.configs.trouble(name),
        this.pausedOutside(name),
      ]);
    this.restoring.set(name, history.current?.kind === 'restore');
    const facts: AlertFacts = {
      now,
      pauseBudget: cluster.pauseBudget,
      exporting: this.observations.of(name) ?? NOT_LOOKED,
      pausedOutside: paused,
      waitingFor: await this.waitingFor(history.current),
      restoring: history.current?.kind === 'restore',
      lastBackup: lastBackupOf(history.lastBackup),
      lastSuccessAt: timeOf(history.lastSuccess?.finishedAt),
      knownSince: timeOf(knownSince) ?? now,
      lastVerifiedAt: timeOf(verifiedAt),
      schedules: schedules.map(scheduleFacts),
      missingWorkers,
      redis: refused === null ? null : `refuses writes: ${withoutPeriod(refused)}`,
      configuration,
      limits: limitsOf(cluster),
    };
    return { facts, history };
  }

  /** What this process knows by itself while Redis does not tell it anything. */
  withoutRedis(cluster: ClusterConfig): AlertFacts {
    const now = Date.now();
    return {
      now,
      pauseBudget: cluster.pauseBudget,
      exporting: this.observations.of(cluster.name) ?? NOT_LOOKED,
      // Who paused it, and what a run waits for, is in Redis.
      pausedOutside: false,
      waitingFor: null,
      restoring: this.restoring.get(cluster.name) ?? false,
      lastBackup: null,
      lastSuccessAt: null,
      knownSince: now,
      lastVerifiedAt: null,
      schedules: [],
      missingWorkers: [],
      redis: 'does not answer',
      configuration: this.configs.ownTrouble(),
      limits: limitsOf(cluster),
    };
  }

  /** Who paused it is asked only while it is paused. */
  private async pausedOutside(cluster: string): Promise<boolean | null> {
    const state = this.observations.of(cluster)?.state ?? 'unknown';
    if (state === 'running' || state === 'unknown') return false;
    const { owner } = await this.pauses.of(cluster);
    if (owner.kind === 'none') return true;
    // Redis was slow, or the process was: that is no reason to take back what was raised before.
    return owner.kind === 'run' || owner.kind === 'ended-run' ? false : null;
  }

  private async waitingFor(current: RunRecord | null): Promise<AlertFacts['waitingFor']> {
    const asked = current && (await this.requests.of(current));
    if (!current || !asked) return null;
    const { action, instruction, requestedAt } = asked;
    return { run: current, action: actionName(current, action), instruction, since: Date.parse(requestedAt) };
  }

  /** Of the queues that a backup of this cluster needs. */
  private async missingWorkers(cluster: ClusterConfig): Promise<AlertFacts['missingWorkers']> {
    const procedure = procedureFor(cluster.generation, new Set(cluster.components));
    const steps = procedure === null ? [] : stepsOf(procedure);
    const missing = await this.workers.missing([...new Set([...steps.map(queueOf), 'finalize' as const])]);
    return missing.map((queue) => ({ queue, app: appOf(queue) }));
  }
}

function lastBackupOf(run: RunRecord | null): AlertFacts['lastBackup'] {
  if (run?.outcome == null || run.finishedAt === null) return null;
  const { number, outcome, finishedAt, failure } = run;
  return { number, outcome, finishedAt: Date.parse(finishedAt), cause: failure?.message ?? null };
}

function limitsOf({ alerts, objective }: ClusterConfig): AlertFacts['limits'] {
  const { verifyWithin = null, exportingUnknownAfter } = alerts;
  return { objective: objective ?? null, verifyWithin, exportingUnknownAfter };
}
