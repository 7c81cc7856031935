import { describe, expect, it } from '@jest/globals';
import { parseConfig } from './load-config.ts';
import { oneCluster, problemsIn } from './problems.spec-support.ts';

const DAY = 86_400_000;

const file = (ofFile: string, ofCluster = ''): string => oneCluster(ofCluster, ofFile);
const keepOf = (ofFile: string, ofCluster = '') =>
  parseConfig(file(ofFile, ofCluster), {}).clusters[0]!.history;

describe('history.keep', () => {
  it('has a default that needs no section', () => {
    expect(keepOf('')).toEqual({ keep: { count: 1_000, age: 400 * DAY } });
    expect(keepOf('history: {}', 'history: { keep: {} }')).toEqual(keepOf(''));
  });

  it('of the file holds for every cluster that says nothing itself, each bound on its own', () => {
    const ofFile = 'history: { keep: { count: 50, age: 30d } }';
    expect(keepOf(ofFile)).toEqual({ keep: { count: 50, age: 30 * DAY } });
    expect(keepOf(ofFile, 'history: { keep: { count: 20 } }')).toEqual({
      keep: { count: 20, age: 30 * DAY },
    });
    expect(keepOf(ofFile, 'history: { keep: { age: 52w } }')).toEqual({
      keep: { count: 50, age: 364 * DAY },
    });
  });

  it.each([
    ['too few', '{ keep: { count: 9 } }', /history\.keep\.count: 9 must be an integer from 10 to 100000/],
    ['too many', '{ keep: { count: 100001 } }', /history\.keep\.count: 100001 must be .* to 100000/],
    ['half a run', '{ keep: { count: 10.5 } }', /history\.keep\.count: 10\.5 must be an integer/],
    ['a word', '{ keep: { count: all } }', /history\.keep\.count: "all" must be .*write for example 1000/],
    ['no time', '{ keep: { age: 12h } }', /history\.keep\.age: "12h" is not a duration from 1d to 5200w/],
    ['a number for a time', '{ keep: { age: 30 } }', /history\.keep\.age: 30 /],
    ['another name', '{ keep: { days: 3 } }', /history\.keep: does not know "days"/],
    ['another section', '{ count: 3 }', /history: does not know "count"/],
  ])('refuses %s, at the top and in a cluster', (_, section, message) => {
    expect(problemsIn(file(`history: ${section}`)).join('\n')).toMatch(message);
    expect(problemsIn(file('', `history: ${section}`)).join('\n')).toMatch(
      new RegExp(`clusters\\[0\\]\\.${message.source}`),
    );
  });
});
