import { describe, expect, it } from '@jest/globals';
import { arrivedLate, LATE_MS, LATE_UNNAMED_MS, mayArriveLate } from './late-part.ts';
import { pendingStep, type RunRecord } from './run.ts';
import { COMPONENTS } from './component.ts';
import { procedureFor, stepsOf } from './procedure.ts';

const END = Date.parse('2026-01-01T00:10:00.000Z');

function aRun(over: Partial<RunRecord> = {}, asked = 1, state: 'failed' | 'done' = 'failed') {
  const steps = stepsOf(procedureFor('8.4', new Set(COMPONENTS))!)
    .map(pendingStep)
    .map((step) => (step.name === 'snapshot-records' ? { ...step, attempts: asked, state } : step));
  const run = {
    kind: 'backup',
    phase: 'done',
    outcome: 'failed',
    finishedAt: new Date(END).toISOString(),
  } as const;
  return { ...run, steps, ...over };
}

const mayArrive = (run: ReturnType<typeof aRun>, now = END + 1) =>
  mayArriveLate(run, 'snapshot-records', now);

describe('what a run asked for', () => {
  it('may arrive late when the run failed, or was cancelled, before its outcome was known', () => {
    expect(mayArrive(aRun())).toBe(true);
    expect(mayArrive(aRun({ outcome: 'cancelled' }))).toBe(true);
  });

  it('is part of the set when the step was done, and never of a run that is active or completed', () => {
    expect(mayArrive(aRun({}, 1, 'done'))).toBe(false);
    expect(mayArrive(aRun({ outcome: 'completed' }))).toBe(false);
    expect(mayArrive(aRun({ phase: 'running', outcome: null, finishedAt: null }))).toBe(false);
    expect(mayArrive(aRun({ kind: 'restore' }))).toBe(false);
  });

  it('cannot arrive when it was never asked for, nor after a day', () => {
    expect(mayArrive(aRun({}, 0))).toBe(false);
    expect(mayArrive(aRun(), END + LATE_MS)).toBe(false);
  });

  it('is late when it began after the end of the run', () => {
    expect(arrivedLate(aRun(), END + 1)).toBe(true);
    expect(arrivedLate(aRun(), END)).toBe(false);
    expect(arrivedLate(aRun(), null)).toBe(false);
  });

  it('is not taken for late when it does not say whose it is, and began long after the end', () => {
    expect(arrivedLate(aRun(), END + LATE_UNNAMED_MS, LATE_UNNAMED_MS)).toBe(true);
    expect(arrivedLate(aRun(), END + LATE_UNNAMED_MS + 1, LATE_UNNAMED_MS)).toBe(false);
  });
});
