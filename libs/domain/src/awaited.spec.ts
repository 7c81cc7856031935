import { describe, expect, it } from '@jest/globals';
import { awaitedOf } from './awaited.ts';
import { COMPONENTS } from './component.ts';
import { procedureFor, stepsOf } from './procedure.ts';
import type { StepName } from './step-name.ts';
import type { RunPhase, StepRecord, StepState } from './run.ts';

const procedure = procedureFor('8.4', new Set(COMPONENTS))!;

function awaited(states: Partial<Record<StepName, StepState>>, phase: RunPhase = 'running') {
  const steps = stepsOf(procedure).map(({ name, component }): StepRecord => {
    const empty = { startedAt: null, finishedAt: null, lookedAt: `looked at ${name}`, attempts: 0 };
    const rest = { lastAnswer: null, done: null, total: null, failure: null };
    return { name, component, state: states[name] ?? 'pending', ...empty, ...rest };
  });
  return awaitedOf({ phase, steps }, procedure, 'p1');
}
const work = (...of: Parameters<typeof awaited>) => awaited(...of).map((each) => each.work);
const apps = { 'backup-optimize': 'done', 'backup-operate': 'done', 'backup-tasklist': 'done' } as const;

describe('the work that is due', () => {
  it('is the preflight before anything else, and moves when the preflight looks again', () => {
    expect(awaited({}, 'preflight')).toEqual([{ work: 'preflight', mark: 'preflight p1' }]);
  });

  it('is every parallel step that has not ended, each by itself', () => {
    expect(work({ 'backup-operate': 'done', 'backup-tasklist': 'running' })).toEqual([
      'backup-optimize',
      'backup-tasklist',
    ]);
  });

  it('is still the other parallel steps after one of them failed, for the flow waits for them', () => {
    expect(work({ ...apps, 'backup-operate': 'failed', 'backup-tasklist': 'running' })).toEqual([
      'backup-tasklist',
    ]);
  });

  it('is the next stage once the one before is done', () => {
    expect(work(apps)).toEqual(['pause-exporting']);
    expect(work({ ...apps, 'pause-exporting': 'done', 'snapshot-records': 'running' })).toEqual([
      'snapshot-records',
    ]);
  });

  it('is resuming after a failure, and any sign of life of the rest counts', () => {
    const [due, ...others] = awaited({ ...apps, 'pause-exporting': 'done', 'snapshot-records': 'failed' });
    expect(others).toEqual([]);
    expect(due?.work).toBe('resume-exporting');
    expect(due?.mark).toContain('looked at backup-zeebe');
  });

  it('is the finalize job when every step has ended, and nothing after it', () => {
    const all = Object.fromEntries(stepsOf(procedure).map(({ name }) => [name, 'done' as const]));
    expect(work(all, 'finalizing')).toEqual(['finalize']);
    expect(work(all, 'done')).toEqual([]);
  });
});
