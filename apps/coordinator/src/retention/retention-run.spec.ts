import { describe, expect, it } from '@jest/globals';
import { newRetentionRun, withStep, type RetentionStep } from './retention-run.ts';

const NOW = new Date('2026-11-25T12:00:00Z');
const step = (backupId: number, state: RetentionStep['state']): RetentionStep => ({
  ...{ backupId, state, deletionId: null, message: null },
});

describe('a retention run', () => {
  it('has ended at once when there is nothing to delete', () => {
    const run = newRetentionRun('prod', [], 'ops');
    expect(run.finishedAt).toBe(run.startedAt);
    expect(newRetentionRun('prod', [1], 'ops').finishedAt).toBeNull();
  });

  it('ends with the last of its sets, whatever came of it', () => {
    const half = withStep(newRetentionRun('prod', [1, 2], 'ops'), step(1, 'kept'), NOW);
    expect(half.finishedAt).toBeNull();
    expect(withStep(half, step(2, 'deleting'), NOW).finishedAt).toBeNull();
    expect(withStep(half, step(2, 'failed'), NOW).finishedAt).toBe(NOW.toISOString());
  });

  it('gives up the rest after three failures in a row', () => {
    let run = newRetentionRun('prod', [1, 2, 3, 4, 5, 6], 'ops');
    for (const [backupId, state] of [
      [1, 'failed'],
      [2, 'deleted'],
      [3, 'failed'],
      [4, 'failed'],
    ] as const)
      run = withStep(run, step(backupId, state), NOW);
    expect(run.sets.map(({ state }) => state)).toEqual([
      ...['failed', 'deleted', 'failed', 'failed'],
      ...['waiting', 'waiting'],
    ]);
    run = withStep(run, step(5, 'failed'), NOW);
    expect(run.sets[5]).toMatchObject({ state: 'failed', message: 'given up: 3 deletions before it failed' });
    expect(run.finishedAt).toBe(NOW.toISOString());
  });
});
