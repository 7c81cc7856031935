import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { berlin, renderMonth } from './render-month.ts';
import { simulateMonth } from './simulate-month.ts';

const month = simulateMonth();
const [nightly, workday] = month.schedules;
const told = ({ verdicts }: (typeof month.schedules)[number], result: string) =>
  verdicts.filter((verdict) => verdict.result === result).map(({ plannedAt }) => berlin(plannedAt));

describe('a month of schedules, with an outage of two days and a change of clocks', () => {
  it('has one nightly time a day, at 02:30 in Berlin, also on the day that has it twice', () => {
    const planned = nightly!.verdicts.map(({ plannedAt }) => berlin(plannedAt));
    expect(planned).toHaveLength(31);
    expect(new Set(planned.map((time) => time.slice(0, 10))).size).toBe(31);
    expect(planned.every((time) => time.includes(' 02:30 '))).toBe(true);
    expect(planned.filter((time) => /2[456] Oct/.test(time))).toEqual([
      'Sat 24 Oct 02:30 +02:00',
      'Sun 25 Oct 02:30 +02:00',
      'Mon 26 Oct 02:30 +01:00',
    ]);
  });

  it('begins one run after the outage, and tells what was missed from what was skipped', () => {
    expect(told(nightly!, 'missed')).toEqual(['Thu 29 Oct 02:30 +01:00']);
    const late = month.taken.filter(({ plannedAt, takenAt }) => plannedAt !== takenAt);
    expect(late.map((set) => [set.schedule, berlin(set.plannedAt), berlin(set.takenAt)])).toEqual([
      ['nightly', 'Fri 30 Oct 02:30 +01:00', 'Fri 30 Oct 20:00 +01:00'],
    ]);
    expect(told(workday!, 'missed')).toEqual([
      'Thu 29 Oct 12:00 +01:00',
      'Thu 29 Oct 18:00 +01:00',
      'Fri 30 Oct 12:00 +01:00',
      'Fri 30 Oct 18:00 +01:00',
    ]);
    expect(told(workday!, 'skipped')).toEqual(['Tue 20 Oct 12:00 +02:00']);
  });

  it('leaves exactly the sets that a rule keeps, each with its reasons', () => {
    expect(month.left.map(({ backupId, reasons }) => [backupId, reasons.join(', ')])).toEqual([
      [
        1_794_243_600,
        'keep-last (1 of 2), keep-daily (2026-11-09), keep-weekly (2026-W46), keep-monthly (2026-11), one of the 2 newest complete sets',
      ],
      [1_794_222_000, 'keep-last (2 of 2), one of the 2 newest complete sets'],
      [1_794_101_400, 'keep-daily (2026-11-08), keep-weekly (2026-W45)'],
      [1_794_015_000, 'keep-daily (2026-11-07)'],
      [1_793_984_400, 'keep-daily (2026-11-06)'],
      [1_793_898_000, 'keep-daily (2026-11-05)'],
      [1_793_811_600, 'keep-daily (2026-11-04)'],
      [1_793_725_200, 'keep-daily (2026-11-03)'],
      [1_793_496_600, 'keep-weekly (2026-W44)'],
      [1_793_410_200, 'keep-monthly (2026-10)'],
      [1_792_888_200, 'keep-weekly (2026-W43)'],
      [1_792_110_600, 'kept by hand'],
    ]);
    expect(month.taken.length - month.deleted.length).toBe(month.left.length);
  });

  it('deletes what failed after a week, with the next backup that completes', () => {
    const failed = month.deleted.filter(({ reasons }) => reasons[0]?.startsWith('failed'));
    expect(failed.map(({ at, reasons }) => [berlin(at), reasons])).toEqual([
      ['Wed 21 Oct 02:50 +02:00', ['failed, and older than failedAfter']],
    ]);
  });

  it('is described in docs/schedules.md as it is', () => {
    const page = readFileSync(join(__dirname, '../../docs/schedules.md'), 'utf8');
    expect(page).toContain(`\n${renderMonth(month)}\n`);
  });
});
