import { describe, expect, it } from '@jest/globals';
import {
  COMPONENTS,
  pendingStep,
  procedureFor,
  stepsOf,
  type RunRecord,
  type StepName,
  type StepState,
} from '#domain';
import { EARLY_IN_LINE_MS, earlierSteps, earlyDelay, isEarly } from './earlier-steps.ts';

const procedure = procedureFor('8.8', new Set(COMPONENTS))!;

/** A step of a pause-first backup, with the states of others. */
function at(
  name: StepName,
  states: Partial<Record<StepName, StepState>>,
  cancelRequestedAt: string | null = null,
) {
  const steps = stepsOf(procedure).map((step) => ({
    ...pendingStep(step),
    state: states[step.name] ?? ('pending' as const),
  }));
  const run = { steps, cancelRequestedAt } as unknown as RunRecord;
  return { procedure, run, step: steps.find((step) => step.name === name)! };
}

describe('isEarly', () => {
  it.each(['pending', 'running'] as const)('holds a later parallel step while the pause is %s', (state) => {
    expect(isEarly(at('backup-optimize', { 'pause-exporting': state }))).toBe(true);
  });

  it('lets it go when all before it is done', () => {
    expect(isEarly(at('backup-optimize', { 'pause-exporting': 'done' }))).toBe(false);
  });

  it.each(['failed', 'skipped'] as const)('lets it go, to be skipped, when one before it is %s', (state) => {
    expect(isEarly(at('backup-optimize', { 'pause-exporting': state }))).toBe(false);
  });

  it('lets it go when the run is cancelled', () => {
    expect(isEarly(at('backup-optimize', { 'pause-exporting': 'running' }, '2026-01-01T00:00:00Z'))).toBe(
      false,
    );
  });

  it('never holds a job that BullMQ itself keeps back', () => {
    expect(isEarly(at('backup-webapps', { 'pause-exporting': 'running' }))).toBe(false);
    expect(isEarly(at('snapshot-records', { 'pause-exporting': 'done' }))).toBe(false);
  });

  it('holds only what has not started', () => {
    const states = { 'pause-exporting': 'running', 'backup-optimize': 'running' } as const;
    expect(isEarly(at('backup-optimize', states))).toBe(false);
  });
});

describe('earlyDelay', () => {
  /** While the pause is as it says. */
  function delay(state: StepState, lastAnswer: string | null): number {
    const position = at('backup-optimize', { 'pause-exporting': state });
    const steps = position.run.steps.map((step) =>
      step.name === 'pause-exporting' ? { ...step, lastAnswer } : step,
    );
    return earlyDelay({ run: { ...position.run, steps } });
  }

  it('is long only while the run waits in line for its pause', () => {
    expect(delay('pending', 'waiting for a pause window')).toBe(EARLY_IN_LINE_MS);
    const soon = [delay('pending', null), delay('running', 'waiting'), delay('done', 'paused')];
    for (const each of soon) expect(each).toBeLessThan(500);
  });
});

it('names the steps of all earlier stages, with their states', () => {
  const earlier = earlierSteps(at('snapshot-records', { 'pause-exporting': 'done' }));
  expect(earlier.map(({ name, state }) => [name, state])).toEqual([
    ['pause-exporting', 'done'],
    ['backup-webapps', 'pending'],
    ['backup-optimize', 'pending'],
  ]);
});
