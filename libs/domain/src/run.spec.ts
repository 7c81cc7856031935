import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXPORTING_STATES } from './exporting.ts';
import { StepFailure } from './failure.ts';
import { causeOf, outcomeOf, phasesBefore, STEP_STATES, stepStatesBefore, type StepRecord } from './run.ts';

function step(state: StepRecord['state'], failure: StepRecord['failure'] = null): StepRecord {
  const empty = {
    startedAt: null,
    finishedAt: null,
    lookedAt: null,
    attempts: 0,
    lastAnswer: null,
    done: null,
    total: null,
  };
  return { name: 'backup-zeebe', component: 'zeebe', state, failure, ...empty };
}
const failed = StepFailure.permanent('backup-failed', 'partition 2 failed').detail;
const cancelled = StepFailure.permanent('cancelled', 'cancelled').detail;

describe('outcomeOf', () => {
  it('is completed only when every step is done and exporting runs', () => {
    const states = fc.array(fc.constantFrom(...STEP_STATES), { minLength: 1 });
    const exportings = fc.constantFrom(...EXPORTING_STATES);
    fc.assert(
      fc.property(states, exportings, (list, exporting) => {
        const outcome = outcomeOf({
          steps: list.map((state) => step(state)),
          cancelRequestedAt: null,
          exporting,
        });
        return (
          (outcome === 'completed') === (list.every((state) => state === 'done') && exporting === 'running')
        );
      }),
    );
  });

  it('is cancelled on request when nothing failed by itself', () => {
    const asked = { cancelRequestedAt: '2026-01-01T00:00:00Z', exporting: 'running' as const };
    expect(outcomeOf({ ...asked, steps: [step('failed', cancelled), step('skipped')] })).toBe('cancelled');
    expect(outcomeOf({ ...asked, steps: [step('failed', failed), step('skipped')] })).toBe('failed');
    expect(outcomeOf({ ...asked, steps: [step('done')] })).toBe('completed');
  });
});

describe('causeOf', () => {
  it('names the step that broke, not those that were skipped because of it', () => {
    const skipped = StepFailure.permanent('earlier-step-failed', 'not started').detail;
    expect(causeOf([step('failed', skipped), step('failed', failed)])).toEqual(failed);
    expect(causeOf([step('done')])).toBeNull();
  });
});

describe('the transition tables', () => {
  it('let a step move forward only', () => {
    expect(stepStatesBefore('done')).toEqual(['running']);
    expect(stepStatesBefore('pending')).toEqual([]);
    for (const state of STEP_STATES) {
      expect(stepStatesBefore(state)).not.toContain('done');
      expect(stepStatesBefore(state)).not.toContain('failed');
      expect(stepStatesBefore(state)).not.toContain('skipped');
    }
  });

  it('let a phase be entered from the earlier ones only', () => {
    expect(phasesBefore('finalizing')).toEqual(['preflight', 'running']);
    expect(phasesBefore('preflight')).toEqual([]);
  });
});
