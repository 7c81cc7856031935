import { describe, expect, it } from '@jest/globals';
import type { BackupPoint } from './backup-point.ts';
import { dailyOf } from './daily.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(`2026-06-${text}Z`);
const point = (finished: string, over: Partial<BackupPoint> = {}): BackupPoint => ({
  number: 1,
  requestedAt: at(finished) - 60_000,
  finishedAt: at(finished),
  outcome: 'completed',
  took: 60_000,
  paused: 2_000,
  steps: [],
  ...over,
});

describe('the days of a trend', () => {
  it('count outcomes, and have the median time and the longest pause', () => {
    const [day] = dailyOf(
      [
        point('01T02:00:00', { took: 10 }),
        point('01T03:00:00', { took: 30, paused: 9 }),
        point('01T04:00:00', { took: 5_000, outcome: 'failed', paused: 70_000 }),
        point('01T05:00:00', { took: 20, paused: null }),
      ],
      { from: at('01T00:00:00'), to: at('01T06:00:00') },
    );
    expect(day).toMatchObject({
      date: '2026-06-01',
      outcomes: { completed: 3, failed: 1, rejected: 0, cancelled: 0 },
      medianTook: 20,
      longestPause: 70_000,
    });
  });

  it('have the greatest age that the newest completed backup reached on each of them', () => {
    const days = dailyOf(
      [
        point('01T20:00:00'),
        point('02T20:00:00', { outcome: 'failed' }),
        point('03T02:00:00'),
        point('03T14:00:00'),
      ],
      { from: at('01T12:00:00'), to: at('04T01:00:00') },
    );
    expect(days.map(({ date, oldestAge }) => [date, oldestAge === null ? null : oldestAge / HOUR])).toEqual([
      ['2026-06-01', 4],
      ['2026-06-02', 28],
      ['2026-06-03', 30],
      ['2026-06-04', 11],
    ]);
  });

  it('begin with the age of what completed before them, and are there without any backup', () => {
    const days = dailyOf([point('01T00:00:00')], { from: at('03T00:00:00'), to: at('04T12:00:00') });
    expect(days.map(({ oldestAge }) => (oldestAge ?? 0) / HOUR)).toEqual([72, 84]);
    expect(days[0]).toMatchObject({ medianTook: null, longestPause: null });
    expect(dailyOf([], { from: at('03T00:00:00'), to: at('03T00:00:00') })).toMatchObject([
      { oldestAge: null },
    ]);
  });
});
