import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS } from './alerts/alert-words.ts';
import { FAILURE_CODES } from './failure.ts';
import { RUNBOOKS, runbookOf } from './runbook.ts';

describe('a runbook', () => {
  it('has an address of its own for every code and every alert', () => {
    expect(new Set(RUNBOOKS.map((name) => runbookOf(name))).size).toBe(
      FAILURE_CODES.length + ALERT_KINDS.length,
    );
  });

  it('is a path without a base, and an address with one', () => {
    expect(runbookOf('backup-lost')).toBe('/docs/runbooks/backup-lost');
    expect(runbookOf('verify-too-old', 'https://holdfast.example.com')).toBe(
      'https://holdfast.example.com/docs/runbooks/verify-too-old',
    );
  });
});
