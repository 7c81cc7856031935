import { describe, expect, it } from '@jest/globals';
import { CASES, DEFAULT_FROM, HELP, parseOptions } from './options.ts';

describe('the options of the rolling upgrade', () => {
  it('are the default release and every case', () => {
    expect(parseOptions([])).toEqual({ from: DEFAULT_FROM, cases: CASES, json: undefined });
  });

  it('name another commit and one case', () => {
    const words = ['--from', 'abc', '--case', 'coordinator-first', '--json', 'out.json'];
    expect(parseOptions(words)).toEqual({ from: 'abc', cases: ['coordinator-first'], json: 'out.json' });
  });

  it('that do not exist are refused by name', () => {
    expect(() => parseOptions(['--case', 'all'])).toThrow(/--case takes workers-first, .*there is no all/);
    expect(() => parseOptions(['--form', 'abc'])).toThrow('--form');
  });

  it('and every case are in the help', () => {
    for (const name of [...CASES, '--from', '--json', DEFAULT_FROM]) expect(HELP).toContain(name);
  });
});
