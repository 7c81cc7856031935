import { describe, expect, it } from '@jest/globals';
import type { CaseRecord } from './case-record.ts';
import { aRecord, aRun, journalOf } from './invariants/record.spec-support.ts';
import { resultOf } from './result.ts';

const rejected = {
  run: aRun({ outcome: 'rejected' }),
  journal: journalOf('run-accepted', 'preflight-failed', 'run-finished'),
};
const strike = (at: number | null) => ({ point: 'pause:after', fault: 'reset', at, app: null });
const record = (over: Partial<CaseRecord>): CaseRecord => aRecord({ runs: [rejected], ...over });

describe('the result of a case', () => {
  it('is untried while its run is rejected before the fault', () => {
    expect(resultOf('c', record({ injections: [strike(null)] }))).toMatchObject({
      letter: '!',
      untried: true,
    });
  });

  it('is tried once the fault was injected, also when the run is rejected after it', () => {
    expect(resultOf('c', record({ injections: [strike(1)] }))).toMatchObject({
      reached: true,
      untried: false,
    });
  });

  it('is not excused when the run ended otherwise without coming to the point', () => {
    const failed = { ...rejected, run: aRun({ outcome: 'failed' }) };
    const result = resultOf('c', record({ runs: [failed], injections: [strike(null)] }));
    expect(result).toMatchObject({ letter: '!', untried: false });
  });

  describe('of a run that nothing disturbs, and that is rejected,', () => {
    const check = (message: string, ok = false) => ({
      name: 'c',
      component: 'records' as const,
      ok,
      message,
      remedy: null,
    });
    const slow = check(
      'Elasticsearch could not read "a": no whole answer within 1000 ms. Check its load and health.',
    );
    const rejectedBy = (...checks: ReturnType<typeof check>[]) =>
      resultOf(
        'undisturbed',
        record({ runs: [{ ...rejected, run: aRun({ outcome: 'rejected', checks }) }] }),
      );

    it('is untried when all that failed is calls whose answers came too late', () => {
      expect(rejectedBy(slow, check('fine', true))).toMatchObject({ letter: '!', untried: true });
    });

    it.each([
      ['another check failed', [slow, check('"camunda" belongs to cluster "b"')]],
      ['something is left of a fault', [check('exporting is softPaused already')]],
      ['no check tells why', []],
    ])('is not excused when %s', (_, checks) => {
      expect(rejectedBy(...checks)).toMatchObject({ letter: '!', untried: false });
    });
  });
});
