import { describe, expect, it } from '@jest/globals';
import type { CaseResult } from '../result.ts';
import { matrixRows, renderMarkdown, renderText } from './matrix.ts';
import { summarise } from './summary.ts';

const result = (over: Partial<CaseResult>): CaseResult => ({
  name: 'p:before/f',
  letter: 'C',
  exportingAgainMs: null,
  tookMs: 1,
  reached: true,
  untried: false,
  repeats: 0,
  breaches: [],
  trouble: null,
  injections: [],
  failure: null,
  timeline: [],
  ...over,
});
const axes = {
  points: ['p:before', 'p:after', 'unused'],
  faults: [
    { id: 'f', short: 'F' },
    { id: 'g', short: 'G' },
    { id: 'never', short: 'N' },
  ],
};
const results = [
  result({ exportingAgainMs: 1_240 }),
  result({ name: 'p:after/g', letter: 'F', exportingAgainMs: 9_000 }),
  result({ name: 'p:before/f+p:after/g', letter: '!' }),
  result({ name: 'undisturbed' }),
];

describe('the matrix', () => {
  it('has the cases that were run, in the order of a run, without pairs and undisturbed runs', () => {
    expect(matrixRows(results, axes)).toEqual([
      ['point', 'F', 'G'],
      ['p:before', 'C 1.2', '·'],
      ['p:after', '·', 'F 9.0'],
    ]);
  });

  it('is aligned as text, and a table as Markdown', () => {
    const rows = [
      ['point', 'F'],
      ['p', 'C 1.2'],
    ];
    expect(renderText(rows)).toBe('point  F\np      C 1.2');
    expect(renderMarkdown(rows)).toBe('| point | F |\n| --- | --- |\n| p | C 1.2 |');
  });
});

describe('the summary', () => {
  it('counts cases, and names the worst wait', () => {
    expect(summarise(results, 5_000)).toMatchObject({
      cases: 3,
      pairs: 1,
      undisturbed: 1,
      bad: 1,
      outcomes: { C: 1, F: 1, '!': 1 },
      medianMs: 1_240,
      worst: { name: 'p:after/g', ms: 9_000 },
    });
  });
});
