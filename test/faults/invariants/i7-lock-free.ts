import { nameOf } from '#domain';
import type { Invariant } from './invariant.ts';

export const lockFree: Invariant = {
  id: 'I7',
  title: 'at rest every run has ended and the lock is free',
  check: ({ lock, runs }) => {
    const problems = runs
      .filter(({ run }) => run.phase !== 'done')
      .map(({ run }) => `${nameOf(run)} is still ${run.phase}`);
    if (lock === undefined) problems.push('Holdfast does not tell who holds the lock');
    else if (lock !== null) problems.push(`the lock is held by ${lock.holder} for ${nameOf(lock)}`);
    return problems;
  },
};
