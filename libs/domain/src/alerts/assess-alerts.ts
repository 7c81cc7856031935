import { nameOf } from '../run-name.ts';
import { expectedWithin, inHours } from './expected-within.ts';
import type { AlertCondition, AlertFacts, ScheduleFacts, PassedTime } from './alert-facts.ts';

/** Every condition that holds now. Pure: the same facts give the same alerts. */
export function assessAlerts(facts: AlertFacts): AlertCondition[] {
  return [
    ...exportingAlerts(facts),
    ...lastBackup(facts),
    ...noRecentBackup(facts),
    ...verification(facts),
    ...facts.schedules.flatMap(scheduleAlerts),
    ...missingWorkers(facts),
    ...redisAlerts(facts),
    ...configurationAlerts(facts),
  ];
}

/**
 * Whether an alert that is raised stays, although its condition is not counted now: a process that has just started has
 * seen nothing for long yet, and what it sees is no better than before.
 */
export function lingers(
  { kind, subject }: Pick<AlertCondition, 'kind' | 'subject'>,
  facts: AlertFacts,
): boolean {
  const { state } = facts.exporting;
  if (kind === 'exporting-unknown') return state === 'unknown' && !facts.restoring;
  if (kind === 'exporting-paused-too-long') return state !== 'running' && !facts.restoring;
  if (kind === 'redis-unusable') return facts.redis !== null;
  if (kind === 'configuration-refused') return facts.configuration !== null;
  return kind === 'worker-missing' && facts.missingWorkers.some(({ queue }) => queue === subject);
}

function exportingAlerts({ now, exporting, pauseBudget, restoring, limits }: AlertFacts): AlertCondition[] {
  const { pausedSince, unknownSince } = exporting;
  if (pausedSince !== null && now - pausedSince > pauseBudget)
    return [
      {
        kind: 'exporting-paused-too-long',
        severity: 'critical',
        subject: null,
        since: pausedSince,
        message: `exporting has been paused for longer than the pause budget of ${Math.round(pauseBudget / 1000)} s; the disks of the brokers fill up`,
        remedy:
          'Run `holdfast exporting status`, then `holdfast exporting ensure-running` unless it was paused on purpose.',
      },
    ];
  if (restoring || unknownSince === null || now - unknownSince < limits.exportingUnknownAfter) return [];
  return [
    {
      kind: 'exporting-unknown',
      severity: 'warning',
      subject: null,
      since: unknownSince,
      message: `it is unknown whether exporting runs: ${exporting.problem ?? 'the brokers cannot be read'}`,
      remedy:
        'Check that Zeebe runs, and that zeebe.management and every address of zeebe.brokers can be reached.',
    },
  ];
}

function lastBackup({ lastBackup: last }: AlertFacts): AlertCondition[] {
  if (last === null || (last.outcome !== 'failed' && last.outcome !== 'rejected')) return [];
  return [
    {
      kind: 'last-backup-failed',
      severity: 'critical',
      subject: String(last.number),
      since: last.finishedAt,
      message: `${nameOf({ kind: 'backup', number: last.number })} ${last.outcome === 'failed' ? 'failed' : 'was rejected'}: ${last.cause ?? 'the cause was lost'}`,
      remedy: 'Fix the cause, then take a new backup.',
    },
  ];
}

function noRecentBackup({ now, limits, schedules, ...facts }: AlertFacts): AlertCondition[] {
  const within = limits.noBackupWithin ?? expectedWithin(schedules);
  const since = facts.lastSuccessAt ?? facts.knownSince;
  if (within === null || now - since <= within) return [];
  return [
    {
      kind: 'no-recent-backup',
      severity: 'critical',
      subject: null,
      since: since + within,
      message:
        facts.lastSuccessAt === null
          ? `no backup has ever completed, and one is expected every ${inHours(within)}`
          : `no backup has completed since ${new Date(since).toISOString()}, and one is expected every ${inHours(within)}`,
      remedy: 'Take a backup now, and see why the schedule did not.',
    },
  ];
}

function verification({ now, limits, lastVerifiedAt, lastSuccessAt }: AlertFacts): AlertCondition[] {
  // Without a set there is nothing to verify; another alert says that.
  if (limits.verifyWithin === null || lastSuccessAt === null) return [];
  const since = lastVerifiedAt ?? lastSuccessAt;
  if (now - since <= limits.verifyWithin) return [];
  return [
    {
      kind: 'verify-too-old',
      severity: 'warning',
      subject: null,
      since: since + limits.verifyWithin,
      message: `no set was verified ${lastVerifiedAt === null ? 'yet' : `since ${new Date(lastVerifiedAt).toISOString()}`}, and one should be every ${inHours(limits.verifyWithin)}`,
      remedy: 'Verify the newest set: `holdfast backup verify`.',
    },
  ];
}

function scheduleAlerts(schedule: ScheduleFacts): AlertCondition[] {
  return [pausedSchedule(schedule), missedTime(schedule), skippedTime(schedule)].filter(
    (alert) => alert !== null,
  );
}

function pausedSchedule({ name, paused }: ScheduleFacts): AlertCondition | null {
  if (paused === null) return null;
  const failures = paused.reason === 'failures';
  const because = failures ? ', because its backups failed again and again' : '';
  return {
    kind: 'schedule-paused',
    severity: failures ? 'critical' : 'warning',
    subject: name,
    since: paused.at,
    message: `schedule ${name} is paused${because}${paused.note === '' ? '' : `: ${paused.note}`}`,
    remedy: 'Resume it with `holdfast schedule resume` when its cause is fixed.',
  };
}

function missedTime({ name, missed, startedFor }: ScheduleFacts): AlertCondition | null {
  if (missed === null || isMadeGood(missed, startedFor)) return null;
  return {
    kind: 'schedule-missed',
    severity: 'warning',
    subject: name,
    since: missed.decidedAt,
    message: `schedule ${name} missed its time ${timeAndReason(missed)}`,
    remedy: 'Keep Holdfast running, or trigger the schedule now: `holdfast schedule trigger`.',
  };
}

function skippedTime({ name, skipped, startedFor }: ScheduleFacts): AlertCondition | null {
  if (skipped === null || isMadeGood(skipped, startedFor)) return null;
  return {
    kind: 'schedule-skipped',
    severity: 'warning',
    subject: name,
    since: skipped.decidedAt,
    message: `schedule ${name} skipped its time ${timeAndReason(skipped)}`,
    remedy: 'Give the schedule more room, or let it wait with overlap: buffer-one.',
  };
}

/** By a run for a later time. One that catches up is for an earlier one: people should know of the absence. */
function isMadeGood({ decidedAt }: PassedTime, startedFor: number | null): boolean {
  return startedFor !== null && startedFor > decidedAt;
}

function timeAndReason({ plannedAt, reason }: PassedTime): string {
  return `${new Date(plannedAt).toISOString()}${reason === null ? '' : `: ${reason}`}`;
}

function missingWorkers({ missingWorkers: missing }: AlertFacts): AlertCondition[] {
  return missing.map(({ queue, app }) => ({
    kind: 'worker-missing',
    severity: 'critical',
    subject: queue,
    since: null,
    message: `no worker serves the queue ${queue}; a backup would be rejected`,
    remedy: `Start ${app}, connected to the same Redis.`,
  }));
}

function redisAlerts({ redis }: AlertFacts): AlertCondition[] {
  if (redis === null) return [];
  return [
    {
      kind: 'redis-unusable',
      severity: 'critical',
      subject: null,
      since: null,
      message: `Redis ${redis}: no backup can start, and none that is running can continue`,
      remedy:
        'Give Redis memory or disk space, or point redis.url to the primary; `holdfast doctor` says what it sees.',
    },
  ];
}

function configurationAlerts({ configuration }: AlertFacts): AlertCondition[] {
  if (configuration === null) return [];
  return [
    {
      kind: 'configuration-refused',
      severity: 'warning',
      subject: null,
      since: configuration.since,
      message: configuration.message,
      remedy:
        'Correct the file; it is read again by itself. The log, and `holdfast doctor` for a caller who may see every cluster, say what is wrong with it.',
    },
  ];
}
