import { nameOf } from '../run-name.ts';
import type { AlertCondition, AlertFacts } from './alert-facts.ts';
import { backupAlerts } from './backup-alerts.ts';
import { exportingAlerts } from './exporting-alerts.ts';
import { scheduleAlerts } from './schedule-alerts.ts';

/** Every condition that holds now. Pure: the same facts give the same alerts. */
export function assessAlerts(facts: AlertFacts): AlertCondition[] {
  return [
    ...waiting(facts),
    ...exportingAlerts(facts),
    ...backupAlerts(facts),
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
  if (kind === 'exporting-paused-outside')
    return facts.pausedOutside !== false || (state === 'unknown' && !facts.restoring);
  if (kind === 'exporting-paused-too-long') return state !== 'running' && !facts.restoring;
  if (kind === 'redis-unusable') return facts.redis !== null;
  if (kind === 'configuration-refused') return facts.configuration !== null;
  return kind === 'worker-missing' && facts.missingWorkers.some(({ queue }) => queue === subject);
}

/** Camunda may be stopped until it is done: people must learn of it at once. */
function waiting({ waitingFor }: AlertFacts): AlertCondition[] {
  if (waitingFor === null) return [];
  const { run, action, instruction, since } = waitingFor;
  return [
    {
      kind: 'waiting-for-person',
      severity: 'critical',
      // One alert for each thing to do, so that a person learns of the second one, too.
      subject: `${run.number} ${action}`,
      since,
      message: `${nameOf(run)} waits for a person: ${instruction}`,
      remedy: `Do it, then confirm it on the page of the restore or with \`holdfast restore confirm\`. If it cannot be done, confirm that: the restore ends there.`,
    },
  ];
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
