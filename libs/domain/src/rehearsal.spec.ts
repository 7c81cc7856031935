import { describe, expect, it } from '@jest/globals';
import { chooseRehearsal, rehearsalName } from './rehearsal.ts';

const snapshot = (name: string, indexSizes: Record<string, number>) => ({
  snapshot: name,
  indexNames: Object.keys(indexSizes),
  indexSizes,
});

describe('what a restore rehearses with', () => {
  it('is the smallest index with documents, in whatever snapshot', () => {
    const set = [
      snapshot('one', { big: 90_000, small: 4_000 }),
      snapshot('two', { tiny: 2_000, empty: 249 }),
    ];
    expect(chooseRehearsal(set)).toEqual({ snapshot: 'two', index: 'tiny' });
    expect(chooseRehearsal(set.toReversed())).toEqual({ snapshot: 'two', index: 'tiny' });
  });

  it('is an empty index where no other is there, and nothing where there is none', () => {
    expect(chooseRehearsal([snapshot('one', { b: 249, a: 249 }), snapshot('none', {})])).toEqual({
      snapshot: 'one',
      index: 'a',
    });
    expect(chooseRehearsal([snapshot('none', {})])).toBeNull();
    expect(chooseRehearsal([])).toBeNull();
  });

  it('is the first by name where sizes are unknown', () => {
    const set = [{ snapshot: 'one', indexNames: ['b', 'a'], indexSizes: {} }];
    expect(chooseRehearsal(set)).toEqual({ snapshot: 'one', index: 'a' });
  });

  it('has a name of its own in each run, in lower case as the engine wants it', () => {
    expect(rehearsalName({ number: 17, runId: 'Ab-1' })).toBe('holdfast-rehearsal-17-ab-1');
  });
});
