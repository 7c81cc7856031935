import { expect, it } from '@jest/globals';
import { renderReport } from './render-report.ts';
import { reportOf, type CheckResult } from './report.ts';

const check: CheckResult = {
  ...{ name: 'takes', component: 'zeebe', does: 'trigger', id: 2, expects: ['accepted'] },
  ...{ seen: 'refused', detail: null, result: 'differs' },
};
const head = {
  ...{
    cluster: 'test\u001b[2J\nother, Camunda 8.8.15: as expected',
    version: '8.6.0',
    generation: '8.4' as const,
  },
  ids: { lower: 1, first: 2, second: 3, unknown: 4, zero: 0 },
};

it('shows what others wrote as one line without controls, so that no line of it passes for another', () => {
  const text = renderReport(
    reportOf(head, [{ ...check, detail: 'HTTP 400: a\nlisted zeebe matches\u001b[2J' }]),
  );
  const lines = text.split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe(
    'takes  zeebe      differs  refused, not accepted (HTTP 400: a listed zeebe matches)',
  );
  expect(lines[3]).toMatch(/^test other, .*: NOT as expected \(matches: 0, differs: 1, skipped: 0\)$/);
});
