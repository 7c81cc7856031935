import type { AlertCondition, PassedTime, ScheduleFacts } from './alert-facts.ts';

/** What is wrong with one schedule. */
export function scheduleAlerts(schedule: ScheduleFacts): AlertCondition[] {
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
