import { describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import { FILTERS, hasState, isLike, RUN_FILTERS } from './filters.ts';

const set = (state: string, kept = false) => ({ state, kept }) as Backup['set'];

describe('sets by state', () => {
  const backups = [
    { phase: 'done', set: set('complete', true) },
    { phase: 'done', set: set('partial') },
    { phase: 'done', set: null },
    { phase: 'running', set: null },
  ] as const;

  it.each([
    ['all', 4],
    ['complete', 1],
    ['partial', 1],
    ['gone', 1],
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
