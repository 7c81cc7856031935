import { describe, expect, it } from '@jest/globals';
import { actionKey, isActionOf } from './action-key.ts';

const action = { runId: 'ab12', step: 'stop-camunda', name: 'stop', attempt: 1 } as const;

describe('the key of an action', () => {
  it('is its own for every run, step, name and try', () => {
    const others = [
      { ...action, runId: 'ab1' },
      { ...action, step: 'start-camunda' as const },
      { ...action, name: 'start' },
      { ...action, attempt: 2 },
    ];
    expect(new Set([action, ...others].map(actionKey)).size).toBe(5);
  });

  it('tells the run that it belongs to, and no other', () => {
    const key = actionKey(action);
    expect(isActionOf(action, key)).toBe(true);
    for (const runId of ['ab1', 'ab123', 'ab12-stop', 'b12', ''])
      expect(isActionOf({ runId }, key)).toBe(false);
    for (const key of ['ab12', 'ab123', '']) expect(isActionOf(action, key)).toBe(false);
  });
});
