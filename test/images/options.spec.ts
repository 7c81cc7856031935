import { describe, expect, it } from '@jest/globals';
import { CASES, HELP, parseOptions } from './options.ts';

describe('the options of the lane', () => {
  it('run every case by default, and else those that are named, in their usual order', () => {
    expect(parseOptions([])).toEqual({ cases: CASES, json: undefined });
    expect(parseOptions(['--case', 'stops', '--case', 'contents', '--json', 'a'])).toEqual({
      cases: ['contents', 'stops'],
      json: 'a',
    });
  });

  it('name a case that does not exist', () => {
    expect(() => parseOptions(['--case', 'stop'])).toThrow('there is no stop');
  });

  it('are explained, each case with its own line', () => {
    for (const name of CASES) expect(HELP).toMatch(new RegExp(`^ +${name} `, 'm'));
  });
});
