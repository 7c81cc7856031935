import type { SlotVerdict } from '#domain';
import type { Month } from './simulate-month.ts';

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  ...{ weekday: 'short', day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' },
  timeZoneName: 'longOffset',
});

/** As `Sun 25 Oct 02:30 +02:00`. */
export function berlin(time: number): string {
  const parts = Object.fromEntries(CLOCK.formatToParts(time).map(({ type, value }) => [type, value]));
  const { weekday = '', day = '', month = '', hour = '', minute = '', timeZoneName = '' } = parts;
  return `${weekday} ${day} ${month} ${hour}:${minute} ${timeZoneName.replace('GMT', '')}`;
}

const count = (verdicts: readonly SlotVerdict[], result: SlotVerdict['result']): number =>
  verdicts.filter((verdict) => verdict.result === result).length;

/** What became of the planned times, and which sets are there at the end. */
export function renderMonth({ schedules, taken, deleted, left }: Month): string {
  const lines = schedules.flatMap(({ config, verdicts }) => [
    `${config.name}: ${verdicts.length} planned times, ${count(verdicts, 'started')} started, ${count(verdicts, 'skipped')} skipped, ${count(verdicts, 'missed')} missed`,
    ...verdicts
      .filter(({ result }) => result !== 'started')
      .map(({ plannedAt, result, reason }) => `  ${berlin(plannedAt)}  ${result}: ${reason ?? ''}`),
  ]);
  const rows = left.map(({ backupId, state, schedule, takenAt, reasons }) =>
    [String(backupId), state, schedule, berlin(takenAt), reasons.join(', ')].join('  '),
  );
  return [
    ...lines,
    '',
    `${taken.length} backups were taken, ${deleted.length} were deleted, ${left.length} stay:`,
    '',
    ...rows,
  ].join('\n');
}
