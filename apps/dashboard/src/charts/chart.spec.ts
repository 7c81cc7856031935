import { describe, expect, it } from '@jest/globals';
import { chartOf, type Series } from './chart.ts';

const DAY = 86_400_000;
const FROM = Date.parse('2026-06-01T00:00:00Z');
const series = (name: string, values: (number | null)[]): Series => ({
  name,
  tone: 'info',
  points: values.map((value, day) => ({ at: FROM + day * DAY, value })),
});
const input = { from: FROM, to: FROM + 4 * DAY, unit: 'count', width: 470 } as const;

describe('a chart', () => {
  it('draws a line from the left edge to the right, the greatest value at the top', () => {
    const { lines, plot } = chartOf({ ...input, series: [series('a', [0, 2, 4])] });
    expect(lines[0]!.path).toBe(`M${plot.left} ${plot.bottom}L162 88L262 ${plot.top}`);
    expect(lines[0]!.dots).toHaveLength(3);
  });

  it('has a gap where there is no value, and shows a value between two gaps', () => {
    const many = Array.from({ length: 100 }, (_, day) => (day === 50 ? 1 : day < 40 ? 2 : null));
    const { lines } = chartOf({ ...input, to: FROM + 100 * DAY, series: [series('a', many)] });
    expect(lines[0]!.path.match(/M/g)).toHaveLength(2);
    expect(lines[0]!.dots).toHaveLength(1);
  });

  it('shows a limit that is near, and leaves out one that would make the values a flat line', () => {
    const near = chartOf({ ...input, series: [series('a', [4, 5])], limit: 10 });
    expect(near.limit?.y).toBe(near.plot.top);
    expect(chartOf({ ...input, series: [series('a', [4, 5])], limit: 100 }).limit).toBeNull();
    expect(chartOf({ ...input, series: [series('a', [4, 5])] }).limit).toBeNull();
  });

  it('puts each series on top of the one before it', () => {
    const { lines, values, plot } = chartOf({
      ...input,
      stacked: true,
      series: [series('a', [1, 1]), series('b', [3, null]), series('c', [1, 3])],
    });
    expect(values.at(-1)!.value).toBe(6);
    const yOf = (value: number): number =>
      Math.round((plot.bottom - (value / 6) * (plot.bottom - plot.top)) * 10) / 10;
    expect(lines.map(({ path }) => path)).toEqual([
      `M62 ${yOf(1)}L162 ${yOf(1)}`,
      `M62 ${yOf(4)}`,
      `M62 ${yOf(5)}L162 ${yOf(4)}`,
    ]);
    expect(lines[0]!.area).toMatch(/Z$/);
  });

  it('without any value is empty axes', () => {
    const { lines, values } = chartOf({ ...input, series: [series('a', [])] });
    expect(lines[0]).toMatchObject({ path: '', dots: [] });
    expect(values.map(({ value }) => value)).toEqual([0, 1]);
  });
});
