import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideSlots, type SlotFacts } from './decide-slots.ts';
import { failureStreak } from './failure-streak.ts';
import { jitterOf } from './jitter.ts';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

function facts(over: Partial<SlotFacts> = {}): SlotFacts {
  return {
    now: NOW,
    due: { newest: [NOW], earlier: { before: 0, since: 0 } },
    jitter: 0,
    paused: null,
    busy: null,
    overlap: 'skip',
    buffered: null,
    catchUp: 60 * MINUTE,
    ...over,
  };
}

const due = (...newest: number[]): SlotFacts['due'] => ({ newest, earlier: { before: 0, since: 0 } });
const results = (over: Partial<SlotFacts>) => decideSlots(facts(over)).verdicts.map(({ result }) => result);

describe('a planned time that has come', () => {
  it('begins a run when the cluster is free', () => expect(results({})).toEqual(['started']));

  it('is skipped while another run holds the cluster', () => {
    const { verdicts } = decideSlots(facts({ busy: 'restore' }));
    expect(verdicts).toEqual([
      { plannedAt: NOW, result: 'skipped', reason: 'the cluster was busy with a restore', skipCause: 'busy' },
    ]);
  });

  it('waits for that run with buffer-one, but only one does', () => {
    expect(results({ busy: 'backup', overlap: 'buffer-one' })).toEqual(['buffered']);
    expect(results({ busy: 'backup', overlap: 'buffer-one', buffered: NOW - MINUTE })).toEqual(['skipped']);
  });

  it('waits for a deletion whatever the policy, as long as the catch-up window lasts', () => {
    expect(results({ busy: 'deletion' })).toEqual(['waiting']);
    expect(results({ busy: 'deletion', due: due(NOW - 61 * MINUTE) })).toEqual(['missed']);
  });

  it('is skipped while the schedule is paused, and missed when it was planned before that', () => {
    const paused = { since: NOW - MINUTE, why: 'paused by ops: moving' };
    expect(results({ paused, due: due(NOW - 2 * MINUTE, NOW - MINUTE, NOW) })).toEqual([
      'missed',
      'skipped',
      'skipped',
    ]);
    expect(results({ paused, due: due(NOW - 2 * MINUTE) })).toEqual(['missed']);
  });

  it('says as data why it is skipped, whatever the words are', () => {
    const causes = (over: Partial<SlotFacts>) =>
      decideSlots(facts(over)).verdicts.map(({ result, skipCause }) => [result, skipCause]);
    const paused = { since: NOW - MINUTE, why: 'the cluster was busy with a backup' };
    expect(causes({ paused })).toEqual([['skipped', 'paused']]);
    expect(causes({ paused, buffered: NOW - 2 * MINUTE })).toEqual([
      ['skipped', 'paused'],
      ['skipped', 'paused'],
    ]);
    expect(causes({ busy: 'backup' })).toEqual([['skipped', 'busy']]);
    expect(causes({ busy: 'backup', overlap: 'buffer-one', buffered: NOW - MINUTE })).toEqual([
      ['skipped', 'busy'],
    ]);
    expect(causes({})).toEqual([['started', null]]);
  });

  it('is missed after the catch-up window, which begins when its jitter is over', () => {
    expect(results({ due: due(NOW - 60 * MINUTE) })).toEqual(['started']);
    expect(results({ due: due(NOW - 60 * MINUTE - 1) })).toEqual(['missed']);
    expect(results({ due: due(NOW - 61 * MINUTE), jitter: MINUTE })).toEqual(['started']);
  });
});

describe('a buffered time', () => {
  it('begins when the cluster is free, and is dropped by a pause or for a later time', () => {
    const buffered = NOW - 30 * MINUTE;
    expect(results({ due: due(), buffered })).toEqual(['started']);
    expect(results({ due: due(), buffered, busy: 'backup' })).toEqual([]);
    expect(results({ due: due(), buffered, paused: { since: NOW, why: 'paused' } })).toEqual(['skipped']);
  });

  it('goes before a later one, but not once the catch-up window is over: one run is enough after an absence', () => {
    expect(results({ due: due(NOW), buffered: NOW - 30 * MINUTE })).toEqual(['started', 'waiting']);
    expect(results({ due: due(NOW), buffered: NOW - 61 * MINUTE })).toEqual(['missed', 'started']);
    expect(results({ due: due(), buffered: NOW - 61 * MINUTE })).toEqual(['started']);
  });
});

const anything = fc
  .record({
    gaps: fc.array(fc.integer({ min: 1, max: 200 * MINUTE }), { maxLength: 12 }),
    late: fc.integer({ min: 0, max: 300 * MINUTE }),
    before: fc.nat(1_000),
    since: fc.nat(1_000),
    pausedFor: fc.option(fc.integer({ min: 0, max: 500 * MINUTE })),
    busy: fc.constantFrom(null, 'backup' as const, 'restore' as const, 'deletion' as const),
    overlap: fc.constantFrom('skip' as const, 'buffer-one' as const),
    isBuffered: fc.boolean(),
    catchUp: fc.integer({ min: 10_000, max: 200 * MINUTE }),
  })
  .map(({ gaps, late, before, since, pausedFor, isBuffered, ...rest }): SlotFacts => {
    let at = NOW - late;
    const newest = gaps.map((gap) => (at -= gap)).reverse();
    return facts({
      ...rest,
      due: { newest, earlier: newest.length === 0 ? { before: 0, since: 0 } : { before, since } },
      paused: pausedFor === null ? null : { since: NOW - pausedFor, why: 'paused' },
      buffered: isBuffered ? at - MINUTE : null,
    });
  });

describe('decideSlots, whatever the facts', () => {
  it('begins at most one run: the newest due time, or the buffered one', () =>
    fc.assert(
      fc.property(anything, (given) => {
        const started = decideSlots(given).verdicts.filter(({ result }) => result === 'started');
        expect(started.length).toBeLessThanOrEqual(1);
        for (const { plannedAt } of started)
          expect([given.due.newest.at(-1), given.buffered]).toContain(plannedAt);
      }),
    ));

  it('begins nothing while it is paused, while the cluster is busy, or past the catch-up window', () =>
    fc.assert(
      fc.property(anything, (given) => {
        const started = decideSlots(given).verdicts.filter(({ result }) => result === 'started');
        if (given.paused || given.busy) expect(started).toEqual([]);
        for (const { plannedAt } of started)
          if (plannedAt !== given.buffered) expect(given.now - plannedAt).toBeLessThanOrEqual(given.catchUp);
      }),
    ));

  it('leaves no due time without a word, and says of each no more than one', () =>
    fc.assert(
      fc.property(anything, (given) => {
        const { verdicts, uncounted } = decideSlots(given);
        const due = verdicts.filter(({ plannedAt }) => plannedAt !== given.buffered);
        expect(due.map(({ plannedAt }) => plannedAt)).toEqual(given.due.newest);
        expect(uncounted.missed + uncounted.skipped).toBe(given.due.earlier.before + given.due.earlier.since);
      }),
    ));

  it('buffers only when nothing is buffered, and only with buffer-one', () =>
    fc.assert(
      fc.property(anything, (given) => {
        const buffered = decideSlots(given).verdicts.filter(({ result }) => result === 'buffered');
        if (buffered.length > 0) expect([given.overlap, given.buffered]).toEqual(['buffer-one', null]);
      }),
    ));
});

describe('the jitter of a slot', () => {
  it('is the same every time, within its bounds, and keeps slots in their order', () =>
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.integer({ min: 1, max: 2 ** 31 }), (plannedAt, jitter) => {
        const delay = jitterOf('prod/nightly', plannedAt, jitter);
        expect(delay).toBe(jitterOf('prod/nightly', plannedAt, jitter));
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThan(jitter);
      }),
    ));

  it('spreads neighbouring times and schedules over all of it', () => {
    const delays = Array.from({ length: 400 }, (_, day) => jitterOf('a/daily', day * 86_400_000, 1_000));
    for (const quarter of [0, 250, 500, 750]) {
      const inside = delays.filter((delay) => delay >= quarter && delay < quarter + 250).length;
      expect(inside).toBeGreaterThan(60);
    }
    expect(jitterOf('a/daily', NOW, MINUTE)).not.toBe(jitterOf('b/daily', NOW, MINUTE));
    expect(jitterOf('a/daily', NOW, 0)).toBe(0);
  });
});

describe('a streak of failures', () => {
  it('grows with failed and rejected runs, ends with a completed one, and heeds no other', () => {
    expect(['failed', 'rejected', 'cancelled'].map((each) => failureStreak(2, each as never))).toEqual([
      3, 3, 2,
    ]);
    expect(failureStreak(2, 'completed')).toBe(0);
  });
});
