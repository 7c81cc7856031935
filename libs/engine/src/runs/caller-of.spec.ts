import { describe, expect, it } from '@jest/globals';
import { RUN_KINDS } from '#domain';
import { callerOf } from './caller-of.ts';

describe('the User-Agent of a run', () => {
  it.each(RUN_KINDS)('calls a %s by its kind and number', (kind) => {
    const run = { cluster: 'prod', kind, number: 42, runId: 'ab12', fence: 7 };
    expect(callerOf(run, 'worker@host-1')).toBe(`holdfast (worker@host-1; ${kind} 42; run=ab12; fence=7)`);
  });
});
