import { describe, expect, it } from '@jest/globals';
import type { DeletionRun, RestorePlan, UnfencedRun } from '#domain';
import { fromFields, toFields } from './run-fields.ts';

const common: Omit<DeletionRun, 'fence' | 'kind' | 'origin'> = {
  ...{ cluster: 'prod', number: 43, setId: 42, runId: 'r', procedure: 'p', version: '8.6', labels: {} },
  ...{ phase: 'running', outcome: null, exporting: 'unknown', requestedAt: '2026-01-01T00:00:00.000Z' },
  ...{ finishedAt: null, cancelRequestedAt: null, pausedAt: null, resumedAt: null },
  ...{ checks: [], steps: [], failure: null },
};

const RUNS: UnfencedRun[] = [
  {
    ...common,
    kind: 'backup',
    origin: { type: 'schedule', by: null, schedule: 'nightly' },
    versions: { zeebe: '8.6.1' },
    measured: { positions: { 1: 7 }, documents: null },
  },
  {
    ...common,
    kind: 'restore',
    origin: { type: 'person', by: 'ops' },
    plan: { hash: 'h' } as RestorePlan,
  },
  { ...common, kind: 'deletion', origin: { type: 'retention', by: 'ops' } },
];

const stored = (run: UnfencedRun) => Object.fromEntries([...toFields(run), ['fence', '5']]);

describe('the record of a run', () => {
  it.each(RUNS)('of kind $kind comes back as it was stored, with the fields of its kind alone', (run) => {
    expect(fromFields(stored(run))).toEqual({ ...run, fence: 5 });
  });

  it('of a backup that lost what it measured has nothing measured, and no versions', () => {
    const { versions, measured, ...rest } = stored(RUNS[0]!);
    expect([versions, measured]).not.toContain(undefined);
    expect(fromFields(rest)).toMatchObject({ kind: 'backup', versions: {}, measured: null });
  });
});
