import { expect, it } from '@jest/globals';
import { codeOf } from './check-cluster.ts';

const fine = { runs: true, isDone: true, isStopped: false, left: 0, differs: 0 };

it.each<[string, number, Partial<typeof fine>]>([
  ['nothing', 0, {}],
  ['a backup that is left', 1, { left: 1 }],
  ['an answer that differs', 7, { differs: 1, left: 1 }],
  ['checks that stopped', 1, { isDone: false, differs: 1 }],
  ['checks that were stopped', 130, { isDone: false, isStopped: true, differs: 1 }],
  ['a pause that is not lifted', 20, { runs: false, isDone: false, isStopped: true, differs: 1, left: 1 }],
])('makes the worst of what happened the exit code: %s is %i', (_, code, more) => {
  expect(codeOf({ ...fine, ...more })).toBe(code);
});
