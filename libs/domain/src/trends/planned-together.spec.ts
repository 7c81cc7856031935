import { describe, expect, it } from '@jest/globals';
import { plannedTogether, type PlannedRun } from './planned-together.ts';

const run = (cluster: string, from: number, until: number): PlannedRun => ({
  cluster,
  schedule: 'nightly',
  from,
  until,
});

describe('runs that are planned together', () => {
  it('are those of different clusters whose times overlap, as one stretch', () => {
    const found = plannedTogether([run('c', 15, 30), run('a', 0, 10), run('b', 5, 20), run('a', 40, 50)]);
    expect(found.map(({ from, until, runs }) => [from, until, runs.map(({ cluster }) => cluster)])).toEqual([
      [0, 30, ['a', 'b', 'c']],
    ]);
  });

  it('are none of the same cluster, and none where one ends as the next begins', () => {
    expect(plannedTogether([run('a', 0, 10), run('a', 5, 15)])).toEqual([]);
    expect(plannedTogether([run('a', 0, 10), run('b', 10, 15)])).toEqual([]);
    expect(plannedTogether([])).toEqual([]);
  });
});
