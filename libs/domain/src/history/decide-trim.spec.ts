import { describe, expect, it } from '@jest/globals';
import { LATE_MS } from '../late-part.ts';
import { isBeyond, trimObstacle, type TrimFacts } from './decide-trim.ts';
import { NewestRuns, type RunOutline } from './newest-runs.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const DAY = 24 * 3_600_000;
const at = (ms: number): string => new Date(ms).toISOString();

const run = (over: Partial<RunOutline> = {}): RunOutline => ({
  ...{ number: 100, kind: 'backup', setId: 100, runId: 'run-100', phase: 'done', outcome: 'completed' },
  finishedAt: at(NOW - 30 * DAY),
  ...over,
});
const deletion = run({ number: 200, kind: 'deletion', setId: 100, runId: 'run-200' });

const facts = (over: Partial<TrimFacts> = {}): TrimFacts => ({
  newest: { has: () => false },
  named: new Set(),
  namedRuns: new Set(),
  shown: new Set(),
  readAt: NOW,
  deletions: new Map(),
  recorded: new Set(),
  now: NOW,
  ...over,
});

describe('the bounds of the history', () => {
  const keep = { count: 10, age: 20 * DAY };
  const young = { finishedAt: at(NOW - DAY) };

  it('keep as many runs as the count says, and none that is older than the age', () => {
    expect(isBeyond(young, { newer: 9, keep, now: NOW })).toBe(false);
    expect(isBeyond(young, { newer: 10, keep, now: NOW })).toBe(true);
    expect(isBeyond({ finishedAt: at(NOW - 20 * DAY) }, { newer: 0, keep, now: NOW })).toBe(false);
    expect(isBeyond({ finishedAt: at(NOW - 20 * DAY - 1) }, { newer: 0, keep, now: NOW })).toBe(true);
  });

  it('count no age for a run that has not ended', () => {
    expect(isBeyond({ finishedAt: null }, { newer: 9, keep, now: NOW })).toBe(false);
  });
});

describe('a run beyond the bounds', () => {
  it('goes when nothing needs it', () => {
    for (const each of [run(), deletion, run({ kind: 'restore', number: 300 })])
      expect(trimObstacle(each, facts())).toBeNull();
  });

  it.each<[string, RunOutline, Partial<TrimFacts>, string]>([
    ['has not ended', run({ phase: 'running', outcome: null }), {}, 'open'],
    [
      'is the newest of its kind and outcome',
      run(),
      { newest: { has: (number) => number === 100 } },
      'newest',
    ],
    ['is named by number', run(), { named: new Set([100]) }, 'named'],
    ['is named by its id', run(), { namedRuns: new Set(['run-100']) }, 'named'],
    ['made a set that is shown', run(), { shown: new Set([100]) }, 'set'],
    ['made a set, where the stores could not be read', run(), { shown: null }, 'unknown-set'],
    ['ended after the stores were read', run({ finishedAt: at(NOW) }), {}, 'unknown-set'],
    [
      'deleted a set whose own run is still on record',
      deletion,
      { deletions: new Map([[100, 200]]), recorded: new Set([100]) },
      'deletion',
    ],
    [
      'is the last deletion of a set that is shown',
      deletion,
      { deletions: new Map([[100, 200]]), shown: new Set([100]) },
      'deletion',
    ],
    [
      'is the last deletion of a set, where the stores could not be read',
      deletion,
      { deletions: new Map([[100, 200]]), shown: null },
      'unknown-set',
    ],
    [
      'failed within the last day',
      run({ outcome: 'failed', finishedAt: at(NOW - LATE_MS + 1) }),
      {},
      'late-part',
    ],
    ['was cancelled then', run({ outcome: 'cancelled', finishedAt: at(NOW - LATE_MS + 1) }), {}, 'late-part'],
  ])('stays when it %s', (_, each, over, obstacle) => {
    expect(trimObstacle(each, facts(over))).toBe(obstacle);
  });

  it('goes a day after it failed', () => {
    expect(trimObstacle(run({ outcome: 'failed', finishedAt: at(NOW - LATE_MS) }), facts())).toBeNull();
  });

  it('goes without a look at the stores when it was rejected, since it asked for nothing', () => {
    expect(trimObstacle(run({ outcome: 'rejected' }), facts({ shown: null }))).toBeNull();
  });

  it('goes when a later deletion of its set is the one that counts', () => {
    const later = facts({ deletions: new Map([[100, 201]]), shown: new Set([100]) });
    expect(trimObstacle(deletion, later)).toBeNull();
  });
});

describe('the newest runs', () => {
  it('are those of each kind and outcome, and the newest of all', () => {
    const newest = new NewestRuns();
    newest.see(run({ number: 3 }));
    newest.see(run({ number: 5, outcome: 'failed' }));
    newest.see(run({ number: 4, kind: 'deletion' }));
    newest.see(run({ number: 7, phase: 'running', outcome: null }));
    newest.see(run({ number: 2 }));
    expect([2, 3, 4, 5, 6, 7].filter((number) => newest.has(number))).toEqual([3, 4, 5, 7]);
    expect(newest.seenUpTo).toBe(7);
    expect(newest.of('backup', 'completed')?.number).toBe(3);
    expect(newest.of('restore', 'completed')).toBeNull();
  });

  it('no longer have the place of one that a newer one took', () => {
    const newest = new NewestRuns();
    newest.see(run({ number: 3 }));
    newest.see(run({ number: 4 }));
    expect([newest.has(3), newest.has(4)]).toEqual([false, true]);
  });

  it('forget that a run was open once it has ended', () => {
    const newest = new NewestRuns();
    newest.see(run({ number: 3, phase: 'running', outcome: null }));
    newest.see(run({ number: 3 }));
    newest.see(run({ number: 4 }));
    expect(newest.numbers).toEqual([4]);
  });
});
