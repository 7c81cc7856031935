import { describe, expect, it } from '@jest/globals';
import { compare, comparedText, type Comparison } from './compare.ts';
import type { Figure, Unit } from './figures.ts';
import { readResults, type Results } from './results.ts';

const MACHINE = {
  ...{ at: '2026-11-29T12:00:00.000Z', commit: 'abc', cpu: 'AMD EPYC', cores: 2 },
  ...{ memoryGiB: 24, node: '24.21.0', redis: '7.0.15' },
};

function results(figures: Figure[], machine: Partial<Results['machine']> = {}): Results {
  return { machine: { ...MACHINE, ...machine }, results: [{ suite: 'many', figures }] };
}

const figure = (unit: Unit, ...values: number[]): Figure => ({ what: 'pause', unit, values });

function verdictOf(first: Figure, second: Figure): Comparison['verdict'] | undefined {
  return compare(results([first]), results([second])).comparisons[0]?.verdict;
}

describe('two measurements of one figure', () => {
  it('are compared by their medians, in percent of the first', () => {
    const { comparisons } = compare(
      results([figure('s', 1, 2, 9)]),
      results([figure('s', 2.5, 2.4, 2.6, 0.1, 100)]),
    );
    expect(comparisons).toEqual([
      { suite: 'many', what: 'pause', unit: 's', first: 2, second: 2.5, percent: 25, verdict: 'differ' },
    ]);
  });

  it.each<[Unit, number, number, Comparison['verdict']]>([
    ['s', 100, 115, 'agree'],
    ['s', 100, 116, 'differ'],
    ['s', 100, 85, 'agree'],
    ['s', 100, 84, 'differ'],
    ['×', 1, 1.2, 'differ'],
    ['MB', 0, 0, 'agree'],
    ['MB', 0, 3, 'differ'],
    // As noisy as the machine, however it is written.
    ['ms', 4, 19, 'too small to judge'],
    ['ms', 4, 20, 'differ'],
    ['ms', 21, 4, 'differ'],
    ['s', 0.004, 0.019, 'too small to judge'],
    ['CPU s', 0.004, 0.019, 'too small to judge'],
    ['commands', 1, 4, 'too small to judge'],
    ['commands', 1, 5, 'differ'],
    ['calls/min', 1, 4, 'too small to judge'],
    ['s', NaN, 3, 'not measured'],
  ])('in %s: %d and %d %s', (unit, first, second, expected) => {
    expect(verdictOf(figure(unit, first), figure(unit, second))).toBe(expected);
  });

  it('are two figures where the unit is another', () => {
    expect(compare(results([figure('s', 1)]), results([figure('ms', 1_000)]))).toMatchObject({
      comparisons: [],
      onlyFirst: ['many: pause'],
      onlySecond: ['many: pause'],
    });
  });
});

describe('the text', () => {
  const first = results([
    { what: 'whole', unit: 's', values: [2] },
    { what: 'whole, against one', unit: '×', values: [1] },
    { what: 'gone', unit: 's', values: [1] },
  ]);

  it('has ratios first, names what only one has, and ends with what came of it', () => {
    const second = results(
      [
        { what: 'whole', unit: 's', values: [2.1] },
        { what: 'whole, against one', unit: '×', values: [2] },
      ],
      { cores: 4 },
    );
    expect(comparedText(compare(first, second)).split('\n')).toEqual([
      '### many',
      '',
      '| | first | second | difference | |',
      '|---|--:|--:|--:|---|',
      '| whole, against one | 1 × | 2 × | +100.0 % | differ |',
      '| whole | 2 s | 2.1 s | +5.0 % |  |',
      '',
      'The machines differ in cores: 2 and 4.',
      'Only the first has many: gone.',
      '1 of 2 judged figures differ by more than 15 %.',
    ]);
  });

  it('says that they agree, and where nothing could be compared', () => {
    expect(comparedText(compare(first, first))).toMatch(/\nAll 3 judged figures agree within 15 %\.$/);
    expect(comparedText(compare(first, results([])))).toMatch(/\nNo figure could be compared\.$/);
  });
});

describe('a file of figures', () => {
  it('is read as it was written; what could not be measured is no number', () => {
    const written = results([figure('s', 1, NaN)]);
    expect(readResults(JSON.stringify(written), 'a.json')).toEqual(written);
  });

  it.each([
    ['{', 'a.json is not JSON'],
    ['{"machine":{}}', 'results'],
    [JSON.stringify(results([{ ...figure('s', 1), unit: 'furlongs' as Unit }])), 'unit'],
  ])('that is another thing is refused, with its name and what is wrong (%#)', (text, expected) => {
    const read = () => readResults(text, 'a.json');
    expect(read).toThrow('a.json');
    expect(read).toThrow(expected);
  });
});
