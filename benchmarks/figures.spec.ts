import { describe, expect, it } from '@jest/globals';
import { median, percentile, shown, tableOf, type Figure } from './figures.ts';

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
    [[], NaN],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  it.each([
    [hundred, 0.5, 50],
    [hundred, 0.99, 99],
    [hundred, 1, 100],
    [[5, 1], 0.99, 5],
    [[5, 1], 0.5, 1],
    [[3], 0.01, 3],
    [[], 0.99, NaN],
  ])('of these values at that share is one of them (%#)', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('shown', () => {
  it.each([
    [12_345.6, '12346'],
    [99.94, '99.9'],
    [0.012_345, '0.0123'],
    [0, '0'],
    [NaN, '–'],
  ])('%d is %s', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});

describe('a table', () => {
  const figures: Figure[] = [
    { what: 'whole', unit: 's', values: [2, 1, 3] },
    { what: 'whole, against the limit', unit: '×', values: [1.2], target: 1.1 },
    { what: 'pause', unit: 's', values: [1], target: 1 },
    { what: 'pause, against the limit', unit: '×', values: [1.05], target: 1.1 },
  ];

  it('has ratios first, and shows which targets were missed', () => {
    expect(tableOf(figures).split('\n').slice(2)).toEqual([
      '| whole, against the limit | 1.2 × |  | 1.1 (missed) |',
      '| pause, against the limit | 1.05 × |  | 1.1 |',
      '| whole | 2 s | 1–3 |  |',
      '| pause | 1 s |  | 1 |',
    ]);
  });

  it('takes a target as missed where nothing was measured', () => {
    expect(tableOf([{ what: 'pause', unit: 's', values: [], target: 1 }])).toContain(
      '| – s |  | 1 (missed) |',
    );
  });
});
