import { describe, expect, it } from '@jest/globals';
import { figuresOf } from './by-hand-contest.ts';

describe('the figures of a contest', () => {
  const figures = figuresOf({
    limit: [
      { whole: 4, pause: 2 },
      { whole: 6, pause: 2 },
      { whole: 5, pause: 2 },
    ],
    'by hand, asking every 5 s': [{ whole: 10, pause: 6 }],
    'by hand, asking every 0.5 s': [{ whole: 6, pause: 3 }],
    Holdfast: [
      { whole: 5.5, pause: 2.2 },
      { whole: 6, pause: 2.4 },
    ],
  });
  const find = (what: string) => figures.find((each) => each.what === what);

  it('compare each measurement with the median of the limit', () => {
    expect(find('Holdfast: whole backup, against the limit')?.values).toEqual([1.1, 1.2]);
    expect(find('by hand, asking every 5 s: exporting paused, against the limit')).toEqual({
      what: 'by hand, asking every 5 s: exporting paused, against the limit',
      unit: '×',
      values: [3],
    });
  });

  it('have a target for Holdfast: 5 % of the limit, and 0.3 s of the whole or 0.2 s of the pause', () => {
    expect(find('Holdfast: whole backup, against the limit')?.target).toBeCloseTo((1.05 * 5 + 0.3) / 5);
    expect(find('Holdfast: exporting paused, against the limit')?.target).toBeCloseTo((1.05 * 2 + 0.2) / 2);
    expect(figures.filter(({ target }) => target !== undefined)).toHaveLength(2);
  });

  it('have what each took', () => {
    expect(find('limit: whole backup')).toEqual({
      what: 'limit: whole backup',
      unit: 's',
      values: [4, 6, 5],
    });
    expect(find('Holdfast: exporting paused')?.values).toEqual([2.2, 2.4]);
  });
});
