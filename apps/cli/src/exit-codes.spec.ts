import { describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import { exitCodeOf, exitCodeOfBackup, exitCodeOfProblem, exitCodeOfRestore } from './exit-codes.ts';

describe('exitCodeOf', () => {
  it.each([
    ['completed', 'running', 0],
    ['completed', null, 0],
    ['failed', 'running', 1],
    ['failed', null, 1],
    ['cancelled', 'running', 1],
    ['rejected', 'softPaused', 5],
    ['failed', 'softPaused', 20],
    ['completed', 'unknown', 20],
  ] as const)('tells the truth about %s with exporting %s', (outcome, exporting, code) => {
    expect(exitCodeOf({ outcome, exporting })).toBe(code);
  });
});

describe('exitCodeOfBackup', () => {
  const set = (state: string) => ({ state }) as Backup['set'];
  const run = (phase: string, outcome: string | null) => ({ phase, outcome }) as Backup['run'];
  it.each([
    [{ run: run('running', null), set: null }, 0],
    [{ run: run('done', 'completed'), set: set('complete') }, 0],
    [{ run: run('done', 'completed'), set: set('partial') }, 3],
    [{ run: null, set: set('unverified') }, 3],
    [{ run: null, set: set('foreign') }, 3],
    [{ run: null, set: set('partial') }, 3],
    [{ run: null, set: null }, 1],
    [{ run: run('done', 'failed'), set: set('failed') }, 1],
    [{ run: run('done', 'cancelled'), set: null }, 1],
    [{ run: run('done', 'rejected'), set: set('failed') }, 5],
  ] as const)('of %j is %i', (backup, code) => expect(exitCodeOfBackup(backup)).toBe(code));
});

describe('exitCodeOfRestore', () => {
  it('of a plan says whether it can be run', () => {
    expect(exitCodeOfRestore({ run: null, runnable: true })).toBe(0);
    expect(exitCodeOfRestore({ run: null, runnable: false })).toBe(5);
  });
});

describe('exitCodeOfProblem', () => {
  it.each([
    [409, 'cluster-busy', 11],
    [409, 'set-running', 11],
    [409, 'set-kept', 12],
    [409, 'last-complete-set', 12],
    [409, 'plan-stale', 5],
    [409, 'plan-not-runnable', 5],
    [404, 'unknown-backup', 6],
    [422, 'backup-id-not-above-last', 2],
    [401, null, 12],
    [403, null, 12],
    [503, 'redis-unavailable', 1],
    [503, 'redis-refuses-writes', 1],
    [503, 'pause-owner-unknown', 1],
    [418, null, 1],
  ])('of %i %s is %i', (status, kind, code) => expect(exitCodeOfProblem(status, kind)).toBe(code));
});
