import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

const KNOWN = ['by-hand', 'many'];

describe('the words after npm run bench', () => {
  it.each([
    [[], { suites: [], compare: null }],
    [['many'], { suites: ['many'], compare: null }],
    [['--compare', 'a.json', 'b.json'], { suites: [], compare: ['a.json', 'b.json'] }],
    [['a.json', '--compare', 'b.json'], { suites: [], compare: ['a.json', 'b.json'] }],
  ])('%j are read', (words, expected) => {
    expect(readOptions(words, KNOWN)).toEqual(expected);
  });

  it.each([
    [['mny'], 'There is no suite mny; suites are by-hand, many.'],
    [['--compare', 'a.json'], '--compare takes two files'],
    [['--compare', 'a.json', 'b.json', 'c.json'], '--compare takes two files'],
    [['--fast'], "Unknown option '--fast'"],
  ])('%j are refused', (words, expected) => {
    expect(() => readOptions(words, KNOWN)).toThrow(expected);
  });
});
