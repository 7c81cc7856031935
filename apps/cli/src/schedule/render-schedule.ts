import type { Schedule, Slot } from '#contracts';
import { paint } from '../output/colours.ts';
import { localTime, plural, span } from '../output/format.ts';
import { fields, table } from '../output/table.ts';

const HEAD = ['NAME', 'CRON', 'TIME ZONE', 'NEXT', 'LAST', 'NOTES'];

export function renderSchedules(cluster: string, schedules: readonly Schedule[]): string {
  if (schedules.length === 0) return `Cluster ${cluster} has no schedule.`;
  return table(
    HEAD,
    schedules.map((schedule) => [
      schedule.name,
      schedule.cron,
      schedule.timezone,
      schedule.paused ? paint.yellow('paused') : localTime(schedule.nextAt),
      lastOf(schedule),
      notes(schedule).join(', '),
    ]),
  );
}

export function renderSchedule(schedule: Schedule): string {
  const { cluster, name, cron, timezone, counts, recent, paused } = schedule;
  const head = `${paint.bold(`Schedule ${name}`)} of ${paint.bold(cluster)}: ${paused ? paint.yellow('paused') : 'on'}`;
  const pairs: (readonly [string, string])[] = [
    ['cron', `${cron} (${timezone})`],
    ['next', localTime(schedule.nextAt)],
    ['jitter', schedule.jitterSeconds === 0 ? 'none' : `less than ${span(schedule.jitterSeconds)}`],
    ['overlap', schedule.overlap],
    ['catch up', `within ${span(schedule.catchUpSeconds)}`],
    ['failures', failures(schedule)],
    ['retention', schedule.retention ? 'after each backup that completed' : 'no'],
    [
      'so far',
      Object.entries(counts)
        .map(([result, count]) => `${count} ${result}`)
        .join(', '),
    ],
  ];
  if (paused) pairs.splice(1, 0, ['paused', pausedBy(paused)]);
  const slots = recent.length === 0 ? 'No planned time has come yet.' : renderSlots(recent);
  return `${head}\n\n${fields(pairs)}\n\n${slots}`;
}

function renderSlots(recent: readonly Slot[]): string {
  return table(
    ['PLANNED', 'RESULT', 'BACKUP', 'OUTCOME', 'WHY'],
    recent.map((slot) => [
      `${localTime(slot.plannedAt)}${slot.manual ? ' (by hand)' : ''}`,
      painted(slot.result),
      slot.backupId === null ? '–' : String(slot.backupId),
      slot.outcome ?? '–',
      slot.reason ?? '',
    ]),
  );
}

function painted(result: Slot['result']): string {
  if (result === 'started') return paint.green(result);
  return result === 'failed' || result === 'missed' ? paint.red(result) : paint.yellow(result);
}

function lastOf({ recent }: Schedule): string {
  const [last] = recent;
  if (!last) return '–';
  return `${localTime(last.plannedAt)} ${last.outcome ?? last.result}`;
}

function failures({ consecutiveFailures, pauseAfterFailures }: Schedule): string {
  const now = consecutiveFailures === 0 ? 'none' : `${consecutiveFailures} in a row`;
  return pauseAfterFailures === null ? now : `${now}; pauses itself after ${pauseAfterFailures}`;
}

function pausedBy({ at, by, note }: NonNullable<Schedule['paused']>): string {
  return `${localTime(at)} by ${by}${note === '' ? '' : `: ${note}`}`;
}

function notes({ paused, consecutiveFailures, counts }: Schedule): string[] {
  const all: string[] = [];
  if (paused && paused.note !== '') all.push(paused.note);
  if (consecutiveFailures > 0) all.push(plural(consecutiveFailures, 'failure'));
  if (counts.missed > 0) all.push(`${counts.missed} missed`);
  if (counts.skipped > 0) all.push(`${counts.skipped} skipped`);
  return all;
}
