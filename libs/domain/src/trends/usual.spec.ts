import { describe, expect, it } from '@jest/globals';
import type { RunRecord } from '../run.ts';
import { usualOf } from './usual.ts';

const START = Date.parse('2026-06-01T00:00:00Z');
function run(number: number, took: number, over: Partial<RunRecord> = {}): RunRecord {
  const time = (after: number): string => new Date(START + after).toISOString();
  return {
    ...{ kind: 'backup', number, outcome: 'completed', steps: [] },
    ...{ requestedAt: time(0), finishedAt: time(took), pausedAt: time(0), resumedAt: time(took / 2) },
    ...over,
  } as unknown as RunRecord;
}

describe('what is usual', () => {
  it('is the median of the newest completed runs of each kind', () => {
    const runs = [
      run(9, 99_000, { outcome: 'failed' }),
      run(8, 10_000),
      run(7, 5_000, { kind: 'restore' } as Partial<RunRecord>),
      run(6, 30_000),
      run(5, 20_000, { pausedAt: null }),
      run(4, 1, { kind: 'deletion' } as Partial<RunRecord>),
    ];
    expect(usualOf(runs)).toEqual({
      backup: { took: 20_000, paused: 10_000, of: 3 },
      restore: { took: 5_000, of: 1 },
    });
  });

  it('counts the ten newest alone', () => {
    const runs = [...Array.from({ length: 10 }, (_, index) => run(20 - index, 1_000)), run(1, 900_000)];
    expect(usualOf(runs).backup).toMatchObject({ took: 1_000, of: 10 });
  });

  it('is not known without a completed run', () => {
    expect(usualOf([])).toEqual({ backup: null, restore: null });
  });
});
