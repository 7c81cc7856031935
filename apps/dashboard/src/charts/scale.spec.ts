import { describe, expect, it } from '@jest/globals';
import { timeTicks, valueAxis } from './scale.ts';

describe('an axis of values', () => {
  it.each([
    [95, 'seconds', [0, 30, 60, 90, 120]],
    [600, 'seconds', [0, 300, 600]],
    [90_000, 'seconds', [0, 43_200, 86_400, 129_600]],
    [0.5, 'seconds', [0, 0.2, 0.4, 0.6]],
    [41e9, 'bytes', [0, 2e10, 4e10, 6e10]],
    [3, 'count', [0, 1, 2, 3]],
    [0, 'seconds', [0, 1]],
  ] as const)('of %d (%s) has round numbers, and ends at or above it', (greatest, unit, ticks) => {
    const axis = valueAxis(greatest, unit);
    expect(axis.ticks.map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
    expect(axis.max).toBe(axis.ticks.at(-1));
  });
});

describe('the ticks of time', () => {
  const at = (text: string): number => Date.parse(`${text}T12:00:00Z`);
  it('are days of a month, and months of a year, as many as fit', () => {
    const month = timeTicks(at('2026-05-01'), at('2026-05-31'), 6);
    expect(month.map(({ label }) => label)).toEqual(['05-02', '05-07', '05-12', '05-17', '05-22', '05-27']);
    const year = timeTicks(at('2025-06-15'), at('2026-06-15'), 4);
    expect(year.map(({ label }) => label)).toEqual(['2025-07', '2025-10', '2026-01', '2026-04']);
    expect(timeTicks(at('2026-05-01'), at('2026-05-02'), 6)).toHaveLength(1);
  });
});
