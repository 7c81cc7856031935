import { describe, expect, it } from '@jest/globals';
import type { RunSummary } from '#contracts';
import { usualPause } from './usual-pause.ts';

const START = Date.parse('2026-11-25T10:00:00.000Z');
const run = (seconds: number | null, more: Partial<RunSummary> = {}) =>
  ({
    ...{ kind: 'backup', outcome: 'completed' },
    pausedAt: seconds === null ? null : new Date(START).toISOString(),
    resumedAt: seconds === null ? null : new Date(START + seconds * 1_000).toISOString(),
    ...more,
  }) as RunSummary;

describe('the usual pause', () => {
  it('is not known before a backup paused', () => {
    expect(usualPause([])).toBeNull();
    expect(usualPause([run(null), run(9, { outcome: 'failed' }), run(9, { kind: 'deletion' })])).toBeNull();
  });

  it('is the median of the newest backups that completed', () => {
    expect(usualPause([run(3), run(9, { outcome: 'failed' }), run(1), run(2)])).toEqual({ ms: 2_000, of: 3 });
    expect(usualPause([run(1), run(2)])).toEqual({ ms: 1_500, of: 2 });
    expect(usualPause([...Array.from({ length: 10 }, () => run(1)), run(99)])).toEqual({ ms: 1_000, of: 10 });
  });
});
