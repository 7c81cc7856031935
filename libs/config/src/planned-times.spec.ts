import { describe, expect, it } from '@jest/globals';
import { cronProblem, isTimezone } from './cron-pattern.ts';
import { PlannedTimes } from './planned-times.ts';

const at = (text: string) => Date.parse(text);
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString());
const ALL = { keep: 1_000, split: 0 };

describe('a daily schedule at 02:30 in Berlin', () => {
  const nightly = new PlannedTimes('30 2 * * *', 'Europe/Berlin');

  it('runs at 03:30 on the day that has no 02:30, and on every other at 02:30', () => {
    const days = nightly.between(at('2026-03-27T12:00:00Z'), at('2026-03-31T12:00:00Z'), ALL);
    expect(iso(days.newest)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ]);
  });

  it('runs once on the day that has 02:30 twice', () => {
    const days = nightly.between(at('2026-10-23T12:00:00Z'), at('2026-10-27T12:00:00Z'), ALL);
    expect(iso(days.newest)).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
      '2026-10-27T01:30:00.000Z',
    ]);
  });

  it.each(['2026-03-29', '2026-10-25'])('plans the same whenever it is asked around %s', (day) => {
    const start = at(`${day}T00:00:00Z`) - 24 * 3_600_000;
    const all = nightly.between(start, start + 96 * 3_600_000, ALL).newest;
    for (let now = start; now < start + 72 * 3_600_000; now += 10 * 60_000)
      expect(nightly.next(now)).toBe(all.find((time) => time > now));
  });
});

describe('planned times', () => {
  it('come once for each hour, also for the one that comes twice', () => {
    const hourly = new PlannedTimes('0 * * * *', 'Europe/Berlin');
    const night = hourly.between(at('2026-10-24T23:30:00Z'), at('2026-10-25T02:30:00Z'), ALL);
    expect(iso(night.newest)).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ]);
  });

  it('are counted before the newest ones, apart for before and since a time', () => {
    const times = new PlannedTimes('* * * * *', 'UTC');
    const { newest, earlier } = times.between(at('2026-11-01T00:00:00Z'), at('2026-11-01T10:00:00Z'), {
      keep: 50,
      split: at('2026-11-01T08:00:00Z'),
    });
    expect(newest).toHaveLength(50);
    expect(iso(newest).at(-1)).toBe('2026-11-01T10:00:00.000Z');
    expect(earlier).toEqual({ before: 479, since: 71 });
  });

  it('cost little after an absence of years, of which no more than 20000 are counted', () => {
    const times = new PlannedTimes('* * * * * *', 'Europe/Berlin');
    const { newest, earlier } = times.between(at('2020-01-01T00:00:00Z'), at('2026-11-01T10:00:00Z'), {
      keep: 50,
      split: Infinity,
    });
    expect(iso(newest).at(-1)).toBe('2026-11-01T10:00:00.000Z');
    expect(earlier).toEqual({ before: 20_000, since: 0 });
  });

  it('are found however rare they are', () => {
    const leap = new PlannedTimes('0 0 29 2 *', 'UTC');
    expect(iso([leap.next(at('2026-01-01T00:00:00Z'))])).toEqual(['2028-02-29T00:00:00.000Z']);
    const { newest } = leap.between(at('2023-01-01T00:00:00Z'), at('2026-11-01T00:00:00Z'), ALL);
    expect(iso(newest)).toEqual(['2024-02-29T00:00:00.000Z']);
    expect(leap.between(at('2025-01-01T00:00:00Z'), at('2026-11-01T00:00:00Z'), ALL).newest).toEqual([]);
  });

  it('tell the shortest and the longest time between two of them', () => {
    const hour = 3_600_000;
    const working = new PlannedTimes('0 8,20 * * 1-5', 'UTC').gaps(at('2026-01-01T00:00:00Z'));
    expect(working).toEqual({ shortest: 12 * hour, longest: 60 * hour });
  });
});

describe('a cron pattern', () => {
  it.each(['30 2 * * *', '*/5 * * * * *', '0 0 29 2 *', '0 0 L * *', '0 8 * JAN-MAR MON,FRI', '0 0 * * 5#2'])(
    '%s is one',
    (cron) => expect(cronProblem(cron)).toBeNull(),
  );

  it.each(['', '@daily', '* * * *', '* * * * * * *', 'H * * * *', '$ * * * *'])('%s is none', (cron) => {
    expect(cronProblem(cron)).toMatch(/is not a cron pattern of 5 fields/);
  });

  it.each(['61 * * * *', '* 24 * * *', '0 0 * FOO *'])('%s has a wrong field', (cron) => {
    expect(cronProblem(cron)).toMatch(/is not a cron pattern \(.+\); write/);
  });

  it.each(['0 0 30 2 *', '0 0 31 4,6 *'])('%s never fires', (cron) => {
    expect(cronProblem(cron)).toMatch(/never fires/);
  });
});

describe('a time zone', () => {
  it('is one that has a name', () => {
    expect(['UTC', 'Europe/Berlin', 'Mars/Base', '+02:00', ''].map(isTimezone)).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
  });
});
