import { describe, expect, it } from '@jest/globals';
import { processorProblem } from './require-processors.ts';

describe('the processors of an app', () => {
  it('serve each of its queues once', () => {
    expect(processorProblem(['zeebe', 'finalize'], ['finalize', 'zeebe'])).toBeNull();
  });

  it.each([
    [['zeebe'], 'no processor serves finalize'],
    [['zeebe', 'finalize', 'zeebe'], 'more than one processor serves zeebe'],
    [['zeebe', 'finalize', 'records'], 'this app must not serve records'],
  ])('%j is refused: %s', (served, problem) => {
    expect(processorProblem(['zeebe', 'finalize'], served)).toBe(problem);
  });
});
