import { describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import { FILTERS, hasState, isLike, RUN_FILTERS } from './filters.ts';

const set = (state: string, kept = false) => ({ state, kept }) as Backup['set'];

const run = (phase: string) => ({ phase }) as Backup['run'];

describe('sets by state', () => {
  const backups = [
    { run: run('done'), set: set('complete', true) },
    { run: null, set: set('partial') },
    { run: run('done'), set: null },
    { run: null, set: null },
    { run: run('running'), set: null },
  ] as const;

  it.each([
    ['all', 5],
    ['complete', 1],
    ['partial', 1],
    ['gone', 2],
    ['running', 1],
    ['kept', 1],
    ['failed', 0],
  ] as const)('%s are %s', (filter, count) => {
    expect(backups.filter((backup) => hasState(backup, filter))).toHaveLength(count);
  });

  it('every one is found by some filter that is not all', () => {
    const others = FILTERS.filter((filter) => filter !== 'all');
    expect(backups.every((backup) => others.some((filter) => hasState(backup, filter)))).toBe(true);
  });
});

describe('runs by kind and end', () => {
  const runs = [
    { kind: 'backup', phase: 'done', outcome: 'completed' },
    { kind: 'restore', phase: 'done', outcome: 'failed' },
    { kind: 'deletion', phase: 'running', outcome: null },
  ] as const;

  it.each([
    ['all', 3],
    ['backup', 1],
    ['restore', 1],
    ['deletion', 1],
    ['not completed', 1],
    ['running', 1],
  ] as const)('%s are %s', (filter, count) => {
    expect(RUN_FILTERS).toContain(filter);
    expect(runs.filter((run) => isLike(run, filter))).toHaveLength(count);
  });
});
