import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ClusterBusy,
  LeaderLease,
  RetentionStore,
  RunStore,
  ScheduleStore,
  SlotTaken,
  type SlotClaim,
} from '#redis';
import { provideClient } from '../support/store-client.ts';
import type { TestRedis } from '../support/redis.ts';
import { aRun, anEntry } from '../support/runs.ts';

let server: TestRedis;
let redis: Redis;
let runs: RunStore;
let schedules: ScheduleStore;

beforeAll(async () => {
  ({ server, redis } = await provideClient());
  runs = new RunStore(redis);
  schedules = new ScheduleStore(redis);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

const SPEC = { state: null, spec: '* * * * * UTC', at: 1_000 };
const planned = (plannedAt: number): SlotClaim => ({ schedule: 'nightly', kind: 'planned', plannedAt });
const find = async () => (await schedules.find('prod', 'nightly'))!;

async function begin(number: number, claim: SlotClaim): Promise<void> {
  const run = aRun({ number, runId: `run-${number}` });
  const fence = await runs.begin(run, {
    ...{ holder: 'me', leaseMs: 30_000, now: new Date(), entry: anEntry('accepted'), claim },
  });
  const reference = { cluster: 'prod', kind: run.kind, number, runId: run.runId, fence };
  await runs.write(reference, { fields: [['phase', 'done']], release: true });
}

/** How a begin ended: nothing is taken for a success that is none. */
const outcome = (work: Promise<void>) =>
  work.then(
    () => 'begun',
    (error: unknown) => (error instanceof Error ? error.constructor.name : 'unknown'),
  );

describe('a planned time', () => {
  it('starts one run, also when several processes try at once, and none later', async () => {
    await schedules.begin('prod', 'nightly', SPEC);
    const many = Array.from({ length: 20 }, (_, index) => outcome(begin(100 + index, planned(2_000))));
    const outcomes = await Promise.all(many);
    expect(outcomes.filter((each) => each === 'begun')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['begun', SlotTaken.name]));
    expect(await outcome(begin(200, planned(2_000)))).toBe(SlotTaken.name);
    expect(await outcome(begin(201, planned(1_500)))).toBe(SlotTaken.name);
    expect(await outcome(begin(202, planned(3_000)))).toBe('begun');
    const { counts, cursor } = await find();
    expect([counts, cursor]).toEqual([{ started: 2 }, 3_000]);
  });

  it('starts no run where Redis does not know the schedule, or it is paused; a manual trigger does', async () => {
    expect(await outcome(begin(100, planned(2_000)))).toBe(SlotTaken.name);
    await schedules.begin('prod', 'nightly', SPEC);
    const pause = { at: '2026-01-01T00:00:00.000Z', by: 'ops', note: '', reason: 'operator' } as const;
    await schedules.pause('prod', 'nightly', pause);
    expect(await outcome(begin(101, planned(2_000)))).toBe(SlotTaken.name);
    expect(await outcome(begin(102, { ...planned(2_000), kind: 'manual' }))).toBe('begun');
    expect(await schedules.resume('prod', 'nightly')).toBe(true);
    expect(await schedules.resume('prod', 'nightly')).toBe(false);
    expect(await outcome(begin(103, planned(2_000)))).toBe('begun');
    expect((await find()).counts).toEqual({ started: 1 });
    expect(
      (await schedules.slots('prod', 'nightly')).map(({ manual, backupId }) => [manual, backupId]),
    ).toEqual(
      expect.arrayContaining([
        [true, 102],
        [false, 103],
      ]),
    );
  });

  it('is not taken by a run that cannot start because of another run', async () => {
    await schedules.begin('prod', 'nightly', SPEC);
    await runs.begin(aRun({ number: 90 }), {
      ...{ holder: 'me', leaseMs: 30_000, now: new Date(), entry: anEntry('accepted') },
    });
    expect(await outcome(begin(100, planned(2_000)))).toBe(ClusterBusy.name);
    expect(await find()).toMatchObject({ cursor: 1_000, counts: {} });
  });

  it('does not come again when a delayed process writes its schedule late', async () => {
    const changed = { ...SPEC, spec: '*/5 * * * * UTC' };
    for (const [backupId, begins] of [
      [100, SPEC],
      [200, changed],
    ] as const) {
      const state = await schedules.find('prod', 'nightly');
      const plannedAt = backupId * 1_000;
      expect(await schedules.begin('prod', 'nightly', { ...begins, state })).toBe(true);
      expect(await outcome(begin(backupId, planned(plannedAt)))).toBe('begun');
      // The other one had read the same, and continues only now.
      expect(await schedules.begin('prod', 'nightly', { ...begins, state })).toBe(false);
      expect((await find()).cursor).toBe(plannedAt);
      expect(await outcome(begin(backupId + 1, planned(plannedAt)))).toBe(SlotTaken.name);
    }
  });

  it('that is buffered starts one run', async () => {
    await schedules.begin('prod', 'nightly', SPEC);
    const write = { cursor: 2_000, buffered: 2_000, slots: [], counts: { buffered: 1 } };
    expect(await schedules.record('prod', 'nightly', { state: await find(), write })).toBe(true);
    const claim = { ...planned(2_000), kind: 'buffered' as const };
    expect(await outcome(begin(100, { ...claim, plannedAt: 1_999 }))).toBe(SlotTaken.name);
    expect(await outcome(begin(101, claim))).toBe('begun');
    expect(await outcome(begin(102, claim))).toBe(SlotTaken.name);
    expect(await find()).toMatchObject({ buffered: null, counts: { buffered: 1, started: 1 } });
  });
});

describe('the result of a planned time', () => {
  it('is written once, by the process that read the newest state, and kept for the newest fifty', async () => {
    await schedules.begin('prod', 'nightly', SPEC);
    const state = await find();
    const slots = Array.from({ length: 60 }, (_, index) => ({
      ...{ plannedAt: new Date(2_000 + index).toISOString(), decidedAt: new Date(9_000).toISOString() },
      ...{ result: 'missed' as const, reason: null, skipCause: null, manual: false },
      ...{ backupId: null, outcome: null },
    }));
    const write = { cursor: 2_059, buffered: null, slots, counts: { missed: 60 } };
    const both = [1, 2].map(() => schedules.record('prod', 'nightly', { state, write }));
    expect((await Promise.all(both)).sort()).toEqual([false, true]);
    expect((await find()).counts).toEqual({ missed: 60 });
    const kept = await schedules.slots('prod', 'nightly');
    expect(kept.map(({ plannedAt }) => Date.parse(plannedAt))).toEqual(
      Array.from({ length: 50 }, (_, index) => 2_059 - index),
    );
  });

  it('has the end of each run recorded once, with its pause and the requested retention', async () => {
    await schedules.begin('prod', 'nightly', SPEC);
    await begin(100, planned(2_000));
    const state = await find();
    expect([...state.open]).toEqual([[100, '2000']]);
    const [slot] = await schedules.slots('prod', 'nightly');
    const pause = { at: '2026-01-01T00:00:00.000Z', by: 'x', note: 'n', reason: 'failures' } as const;
    const note = { backupId: 100, slot: { ...slot!, outcome: 'failed' as const }, failures: 1, pause };
    const twice = [1, 2].map(() =>
      schedules.noteOutcome('prod', 'nightly', {
        state,
        note: { ...note, again: null, retentionFor: 'backup 100' },
      }),
    );
    expect((await Promise.all(twice)).sort()).toEqual([false, true]);
    expect(await find()).toMatchObject({ failures: 1, paused: pause, open: new Map() });
    expect((await schedules.slots('prod', 'nightly'))[0]?.outcome).toBe('failed');
    expect(await new RetentionStore(redis).wanted('prod')).toBe('backup 100');
  });
});

describe('a retention run', () => {
  it('is written by one of two processes that read the same state, and clears the request', async () => {
    const store = new RetentionStore(redis);
    const before = await store.last('prod');
    await redis.set('{holdfast:prod}:retention-wanted', 'backup 100');
    const run = {
      cluster: 'prod',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: null,
      by: 'x',
      sets: [],
    };
    const both = await Promise.all([1, 2].map(() => store.write('prod', before, { run, answers: true })));
    expect(both.filter((each) => each !== null)).toHaveLength(1);
    expect([(await store.last('prod')).run, await store.wanted('prod')]).toEqual([run, null]);
  });
});

describe('the lease of a leader', () => {
  const leaseOf = (holder: string, ms = 30_000) => new LeaderLease(redis, 'test', holder, ms);

  it('has one holder at a time, which may renew it', async () => {
    const [one, other] = [leaseOf('one'), leaseOf('other')];
    expect([await one.hold(), await other.hold(), await one.hold()]).toEqual([true, false, true]);
    expect([one.leads, other.leads, other.fence]).toEqual([true, false, null]);
    expect(await new LeaderLease(redis, 'another role', 'other', 30_000).hold()).toBe(true);
  });

  it('goes to another process when it was given back or expired, under a higher fence', async () => {
    const [one, other] = [leaseOf('one'), leaseOf('other', 200)];
    await one.hold();
    const first = one.fence!;
    await one.leave();
    expect([one.leads, await other.hold()]).toEqual([false, true]);
    const second = other.fence!;
    expect(second).toBeGreaterThan(first);
    await sleep(250);
    // It notices by its own clock that its time is over, without asking Redis.
    expect(other.leads).toBe(false);
    expect(await one.hold()).toBe(true);
    expect(one.fence).toBeGreaterThan(second);
    await other.leave();
    expect(await one.hold()).toBe(true);
  });

  it('is no longer held by a process that gave it back, also while a renewal was on its way', async () => {
    const one = leaseOf('one');
    await one.hold();
    const renewal = one.hold();
    await Promise.all([one.leave(), renewal]);
    expect([one.leads, one.fence]).toEqual([false, null]);
    expect(await leaseOf('other').hold()).toBe(true);
  });

  it('is taken again, under a higher fence, when Redis lost its data', async () => {
    const one = leaseOf('one');
    await one.hold();
    const before = one.fence!;
    await redis.flushall();
    await sleep(2);
    await one.hold();
    expect(one.fence).toBeGreaterThan(before);
  });
});
