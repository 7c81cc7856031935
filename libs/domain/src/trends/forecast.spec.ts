import { describe, expect, it } from '@jest/globals';
import { forecastOf, type Reading } from './forecast.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-06-01T00:00:00Z');
const line = (days: number, value: (day: number) => number): Reading[] =>
  Array.from({ length: days }, (_, day) => ({ at: START + day * DAY, value: value(day) }));

describe('a forecast', () => {
  it('continues a line, and tells when it reaches a limit', () => {
    const forecast = forecastOf(
      line(11, (day) => 100 + 10 * day),
      300,
    );
    expect(forecast).toEqual({ now: 200, perDay: 10, reachesAt: START + 20 * DAY });
  });

  it('is not moved by a few values that lie far off', () => {
    const readings = line(21, (day) => (day === 7 || day === 20 ? 100_000 : 100 + 10 * day));
    expect(forecastOf(readings, null)).toEqual({ now: 300, perDay: 10, reachesAt: null });
  });

  it('of values that stay or sink reaches nothing, and of those above the limit is there already', () => {
    expect(
      forecastOf(
        line(10, () => 5),
        10,
      ),
    ).toMatchObject({ perDay: 0, reachesAt: null });
    expect(
      forecastOf(
        line(10, (day) => 50 - day),
        60,
      ),
    ).toMatchObject({ perDay: -1, reachesAt: null });
    expect(
      forecastOf(
        line(10, () => 11),
        10,
      )?.reachesAt,
    ).toBe(START + 9 * DAY);
  });

  it('does not look further ahead than two years', () => {
    expect(
      forecastOf(
        line(10, (day) => day),
        800,
      )?.reachesAt,
    ).toBeNull();
    expect(
      forecastOf(
        line(10, (day) => day),
        700,
      )?.reachesAt,
    ).toBe(START + 700 * DAY);
  });

  it('is none with too few values, or over too short a time', () => {
    expect(
      forecastOf(
        line(4, (day) => day),
        10,
      ),
    ).toBeNull();
    const hourly = line(20, (day) => day).map(({ value }) => ({ at: START + value * 3_600_000, value }));
    expect(forecastOf(hourly, 10)).toBeNull();
    expect(forecastOf([], 10)).toBeNull();
  });

  it('of thousands of values takes no longer than of some', () => {
    const many = Array.from({ length: 20_000 }, (_, hour) => ({
      at: START + hour * 3_600_000,
      value: 100 + hour,
    }));
    expect(forecastOf(many, null)?.perDay).toBeCloseTo(24);
  });
});
