import { describe, expect, it } from '@jest/globals';
import { ageInWords, directionOf, outcomesOf, reachOf } from './trend-words.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');

describe('a trend in words', () => {
  it('tells the direction by what changes in a month', () => {
    expect(directionOf({ now: 100, perDay: 2, reachesAt: null }, 'seconds')).toBe('grows by 60 s in 30 days');
    expect(directionOf({ now: 1e9, perDay: -1e7, reachesAt: null }, 'bytes')).toBe(
      'shrinks by 300.0 MB in 30 days',
    );
    expect(directionOf({ now: 100, perDay: 0.01, reachesAt: null }, 'seconds')).toBe('stays about the same');
    expect(directionOf(null, 'seconds')).toBeNull();
  });

  it('tells when a limit is reached, and nothing where it is not', () => {
    const reaching = (reachesAt: string | null) =>
      reachOf({ now: 1, perDay: 1, reachesAt }, 'the budget', NOW);
    expect(reaching('2026-06-11T00:00:00Z')).toBe('reaches the budget in about 10 days, if it continues so');
    expect(reaching('2026-05-01T00:00:00Z')).toBe('has reached the budget');
    expect(reaching(null)).toBeNull();
    expect(reachOf(null, 'the budget', NOW)).toBeNull();
  });

  it('counts outcomes, and names those that occurred', () => {
    const day = (completed: number, failed: number) => ({
      ...{ date: '', outcomes: { completed, failed, rejected: 0, cancelled: 0 } },
      ...{ medianSeconds: null, longestPauseSeconds: null, oldestAgeSeconds: null, sizeBytes: null },
    });
    expect(outcomesOf([day(1, 0), day(2, 1)])).toBe('3 of 4 backups completed; 1 failed');
    expect(outcomesOf([day(1, 0)])).toBe('1 of 1 backup completed');
    expect(outcomesOf([])).toBe('0 of 0 backups completed');
  });

  it('tells whether the objective was met, and that it was not before the first backup', () => {
    const days = (...ages: (number | null)[]) => ages.map((oldestAgeSeconds) => ({ oldestAgeSeconds }));
    expect(ageInWords(days(3_600, 7_200), 86_400)).toBe(
      'At worst 2 h. The objective of 24 h was met every day.',
    );
    expect(ageInWords(days(null, null, 3_600, 90_000), 86_400)).toBe(
      'At worst 1 d 1 h. The objective of 24 h was missed on 3 days.',
    );
    expect(ageInWords(days(null, null), 86_400)).toBe('No backup has completed until then.');
    expect(ageInWords(days(60), null)).toBe('At worst 1 min. No objective is configured.');
  });
});
