import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SET_STATES } from '../backup-set.ts';
import { decideRetention, type RetentionSet, type RetentionVerdict } from './decide-retention.ts';
import type { RetentionPolicy } from './retention-policy.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-25T12:00:00Z');

const POLICY: RetentionPolicy = {
  ...{ keepLast: 0, keepHourly: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0, keepYearly: 0 },
  ...{ keepWithin: null, minComplete: 1, failedAfter: 7 * DAY, timezone: 'UTC' },
};

function aSet(takenAt: number | string, over: Partial<RetentionSet> = {}): RetentionSet {
  const at = typeof takenAt === 'string' ? Date.parse(takenAt) : takenAt;
  return {
    backupId: Math.floor(at / 1000),
    ...{ state: 'complete', foreign: false, takenAt: at, kept: false, neededBy: null },
    ...over,
  };
}

const idsOf = (verdicts: RetentionVerdict[], verdict: 'keep' | 'delete') =>
  verdicts.filter((each) => each.verdict === verdict).map(({ backupId }) => backupId);

/** `keep: …` or `delete: …` of every set, in their order. */
function told(sets: RetentionSet[], over: Partial<RetentionPolicy>): string[] {
  return decideRetention(sets, { ...POLICY, ...over }, NOW).map(
    ({ verdict, reasons }) => `${verdict}: ${reasons.join(', ')}`,
  );
}

describe('the rules', () => {
  it('keep the newest of each day, for as many days as have one', () => {
    const sets = [
      aSet('2026-11-25T02:00:00Z'),
      aSet('2026-11-24T20:00:00Z'),
      aSet('2026-11-24T02:00:00Z'),
      aSet('2026-11-20T02:00:00Z'),
      aSet('2026-11-19T02:00:00Z'),
    ];
    expect(told(sets, { keepDaily: 3 })).toEqual([
      'keep: keep-daily (2026-11-25), the newest complete set',
      'keep: keep-daily (2026-11-24)',
      'delete: no rule keeps it',
      'keep: keep-daily (2026-11-20)',
      'delete: no rule keeps it',
    ]);
  });

  it('name every reason, and count weeks and years as ISO 8601 does', () => {
    expect(
      told([aSet('2027-01-01T12:00:00Z')], {
        ...{ keepLast: 1, keepHourly: 1, keepDaily: 1, keepWeekly: 1, keepMonthly: 1, keepYearly: 1 },
        keepWithin: DAY,
      }),
    ).toEqual([
      'keep: keep-last (1 of 1), keep-hourly (2027-01-01 12:00Z), keep-daily (2027-01-01), keep-weekly (2026-W53), ' +
        'keep-monthly (2027-01), keep-yearly (2027), keep-within, the newest complete set',
    ]);
  });

  it('take days in the time zone of the policy, and tell both hours of a clock that is set back', () => {
    const sets = [aSet('2026-10-25T01:30:00Z'), aSet('2026-10-25T00:30:00Z'), aSet('2026-10-24T22:30:00Z')];
    const berlin = { timezone: 'Europe/Berlin', minComplete: 1 };
    expect(told(sets, { ...berlin, keepHourly: 2 })).toEqual([
      'keep: keep-hourly (2026-10-25 02:00+01:00), the newest complete set',
      'keep: keep-hourly (2026-10-25 02:00+02:00)',
      'delete: no rule keeps it',
    ]);
    expect(told(sets, { ...berlin, keepDaily: 9 })[2]).toBe('delete: no rule keeps it');
    expect(told(sets, { keepDaily: 9 })[2]).toBe('keep: keep-daily (2026-10-24)');
  });

  it('count keepWithin from the newest set, so that nothing is lost by waiting', () => {
    const sets = [aSet(NOW - 90 * DAY), aSet(NOW - 92 * DAY), aSet(NOW - 94 * DAY)];
    expect(told(sets, { keepWithin: 3 * DAY })).toEqual([
      'keep: keep-within, the newest complete set',
      'keep: keep-within',
      'delete: no rule keeps it',
    ]);
  });
});

describe('what the rules are not for', () => {
  const newest = aSet(NOW - HOUR);

  it('is what is running, kept by hand, or needed', () => {
    const old = NOW - 400 * DAY;
    const sets = [
      newest,
      aSet(old, { state: 'running' }),
      aSet(old - DAY, { kept: true }),
      aSet(old - 2 * DAY, { neededBy: 'restore 42' }),
      aSet(1, { backupId: 7, takenAt: null }),
    ];
    expect(told(sets, { keepLast: 1 }).slice(1)).toEqual([
      'keep: running',
      'keep: kept by hand',
      'keep: needed by restore 42',
      'keep: nothing tells when it was taken',
    ]);
  });

  it('is what failed, which goes by its age', () => {
    const sets = [
      newest,
      aSet(NOW - 8 * DAY, { state: 'failed' }),
      aSet(NOW - 6 * DAY, { state: 'partial' }),
      aSet(NOW - 9 * DAY, { state: 'partial' }),
    ];
    expect(told(sets, { keepLast: 9 }).slice(1)).toEqual([
      'delete: failed, and older than failedAfter',
      'keep: partial, and not older than failedAfter',
      'delete: partial, and older than failedAfter',
    ]);
  });

  it('is never what others took, whole or not, however old it is', () => {
    const sets = [
      newest,
      aSet(NOW - 900 * DAY, { state: 'foreign', foreign: true }),
      aSet(NOW - 900 * DAY, { backupId: 3, state: 'partial', foreign: true }),
    ];
    expect(told(sets, { keepLast: 1 }).slice(1)).toEqual([
      'keep: foreign: left alone',
      'keep: foreign: left alone',
    ]);
  });
});

describe('the floor', () => {
  it('keeps the newest complete sets whatever the rules say', () => {
    const sets = [aSet(NOW - DAY, { state: 'failed' }), aSet(NOW - 300 * DAY), aSet(NOW - 400 * DAY)];
    expect(told(sets, { keepWithin: HOUR, minComplete: 2 })).toEqual([
      'keep: failed, and not older than failedAfter',
      'keep: keep-within, one of the 2 newest complete sets',
      'keep: one of the 2 newest complete sets',
    ]);
  });

  it('keeps every set without a record while there are too few complete ones', () => {
    const lost = [aSet(NOW - 2 * DAY, { state: 'unverified' }), aSet(NOW - 3 * DAY, { state: 'unverified' })];
    expect(told([aSet(NOW - HOUR), ...lost], { keepLast: 1, minComplete: 2 })).toEqual([
      'keep: keep-last (1 of 1), one of the 2 newest complete sets',
      'keep: keep-last (1 of 1), there is only 1 of 2 complete sets',
      'keep: there is only 1 of 2 complete sets',
    ]);
    expect(told([aSet(NOW - HOUR), aSet(NOW - 2 * HOUR), ...lost], { keepLast: 1, minComplete: 2 })).toEqual([
      'keep: keep-last (1 of 1), one of the 2 newest complete sets',
      'keep: one of the 2 newest complete sets',
      'keep: keep-last (1 of 1)',
      'delete: no rule keeps it',
    ]);
  });
});

const count = fc.nat(4);
const policies = fc.record({
  ...{ keepLast: count, keepHourly: count, keepDaily: count, keepWeekly: count },
  ...{ keepMonthly: count, keepYearly: count, minComplete: fc.integer({ min: 1, max: 4 }) },
  keepWithin: fc.option(fc.nat(60 * DAY)),
  failedAfter: fc.nat(60 * DAY),
  timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Apia'),
});
const sets = fc.uniqueArray(
  fc.record({
    backupId: fc.integer({ min: 1, max: 500 }),
    state: fc.constantFrom(...SET_STATES, 'complete' as const, 'complete' as const),
    foreign: fc.boolean(),
    takenAt: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: NOW - 500 * DAY, max: NOW }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    kept: fc.boolean(),
    neededBy: fc.constantFrom(null, null, null, 'restore 42'),
  }),
  { selector: ({ backupId }) => backupId, maxLength: 40 },
);
const isComplete = ({ state, foreign }: RetentionSet) => state === 'complete' && !foreign;

describe('decideRetention, whatever the sets and the policy', () => {
  it('has one verdict with a reason for every set, the same for the same facts in any order', () =>
    fc.assert(
      fc.property(sets, policies, (given, policy) => {
        const verdicts = decideRetention(given, policy, NOW);
        expect(verdicts.map(({ backupId }) => backupId)).toEqual(given.map(({ backupId }) => backupId));
        expect(verdicts.every(({ reasons }) => reasons.length > 0)).toBe(true);
        expect(decideRetention([...given].reverse(), policy, NOW).reverse()).toEqual(verdicts);
      }),
    ));

  it('never deletes one that is kept, needed, running, or of an unknown time', () =>
    fc.assert(
      fc.property(sets, policies, (given, policy) => {
        const gone = new Set(idsOf(decideRetention(given, policy, NOW), 'delete'));
        const held = given.filter(
          ({ kept, neededBy, state, takenAt }) => kept || neededBy || state === 'running' || takenAt === null,
        );
        for (const { backupId } of held) expect(gone.has(backupId)).toBe(false);
      }),
    ));

  it('never goes below the minimum, and never deletes the newest complete set', () =>
    fc.assert(
      fc.property(sets, policies, (given, policy) => {
        const stay = new Set(idsOf(decideRetention(given, policy, NOW), 'keep'));
        const complete = given.filter(isComplete);
        const left = complete.filter(({ backupId }) => stay.has(backupId));
        expect(left.length).toBeGreaterThanOrEqual(Math.min(complete.length, policy.minComplete));
        const dated = complete.filter(({ takenAt }) => takenAt !== null);
        const newest = dated.sort((a, b) => b.takenAt! - a.takenAt! || b.backupId - a.backupId)[0];
        if (newest) expect(stay.has(newest.backupId)).toBe(true);
        const few = dated.length < policy.minComplete;
        for (const { backupId, state, foreign } of given)
          if (few && state === 'unverified' && !foreign) expect(stay.has(backupId)).toBe(true);
      }),
    ));

  it('never touches what is foreign', () =>
    fc.assert(
      fc.property(sets, policies, (given, policy) => {
        const gone = new Set(idsOf(decideRetention(given, policy, NOW), 'delete'));
        for (const { backupId, foreign } of given) if (foreign) expect(gone.has(backupId)).toBe(false);
      }),
    ));

  it('deletes nothing more once it was done, in whole or in part', () =>
    fc.assert(
      fc.property(sets, policies, fc.array(fc.boolean(), { maxLength: 40 }), (given, policy, done) => {
        const gone = idsOf(decideRetention(given, policy, NOW), 'delete');
        const now = gone.filter((_, index) => done[index] ?? true);
        const left = given.filter(({ backupId }) => !now.includes(backupId));
        expect(idsOf(decideRetention(left, policy, NOW), 'delete')).toEqual(
          gone.filter((backupId) => !now.includes(backupId)),
        );
      }),
    ));
});
