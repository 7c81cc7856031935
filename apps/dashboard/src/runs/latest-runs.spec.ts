import { describe, expect, it } from '@jest/globals';
import type { RunSummary } from '#contracts';
import { latestRuns } from './latest-runs.ts';

const at = (minute: number): string => `2026-11-25T10:${String(minute).padStart(2, '0')}:00.000Z`;
const run = (number: number, kind: RunSummary['kind'], ended: number | null) =>
  ({
    ...{ number, kind, requestedAt: at(number), finishedAt: ended === null ? null : at(ended) },
    phase: ended === null ? 'running' : 'done',
  }) as RunSummary;

describe('the latest runs of all clusters', () => {
  it('are the open ones, then the newest; a backup that is also the last run is there once', () => {
    const backup = run(1, 'backup', 5);
    const clusters = [
      { name: 'a', current: null, last: backup, lastBackup: backup },
      {
        name: 'b',
        current: run(8, 'restore', null),
        last: run(4, 'deletion', 7),
        lastBackup: run(2, 'backup', 3),
      },
      { name: 'c', current: run(9, 'backup', null), last: null, lastBackup: null },
    ];
    expect(latestRuns(clusters).map(({ cluster, run: { number } }) => `${cluster} ${number}`)).toEqual([
      ...['c 9', 'b 8', 'b 4', 'a 1', 'b 2'],
    ]);
  });
});
