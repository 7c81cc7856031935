import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TooLate } from '#redis';
import { pass, RunWorld, standingClocks, type FakeProcess } from '../run-world.spec-support.ts';
import type { ObservedExporting } from '../pauses/observed-exporting.ts';
import { Reconciler } from './reconciler.spec-support.ts';

standingClocks();

const BUDGET_MS = 600_000;

let world: RunWorld;
let here: FakeProcess;
let reconciler: Reconciler;
let observations: ObservedExporting;
beforeEach(() => {
  world = new RunWorld();
  here = world.process('coordinator@host-1');
  reconciler = Reconciler.of(world, here);
  observations = reconciler.observed;
});

const look = () => reconciler.lookAt(world);
const lifts = () => world.zeebe.resumedBy.length;
const drift = () => world.metric('reconcile_drift_total', { cluster: 'prod', kind: 'exporting' });
const byReconciler = (of: 'attempts' | 'failures') =>
  world.metric(`exporting_resume_${of}_total`, { cluster: 'prod', actor: 'reconciler' });

const around = (ms: number) => reconciler.around(ms);

describe('exporting that runs', () => {
  it('is read and measured, and Redis is not asked', async () => {
    let asked = 0;
    here.store.pauseIntent = () => {
      asked += 1;
      return Promise.resolve(null);
    };
    await look();
    expect([world.zeebe.looks, asked, lifts(), await drift()]).toEqual([1, 0, 0, 0]);
    expect(await world.metric('reconcile_runs_total', { cluster: 'prod', kind: 'exporting' })).toBe(1);
    const partition = { cluster: 'prod', partition: '2' };
    expect(await world.metric('exporting_phase', { ...partition, phase: 'running' })).toBe(1);
    expect(await world.metric('exporting_phase', { ...partition, phase: 'softPaused' })).toBe(0);
    expect(await world.metric('exporting_readable', { cluster: 'prod' })).toBe(1);
    expect(await world.metric('exporting_paused_since_timestamp_seconds', { cluster: 'prod' })).toBe(0);
  });
});

describe('the pause of an open run', () => {
  it('is left alone until seven seconds after its deadline, and lifted then', async () => {
    world.pauseOf(world.begin(), 10_000);
    expect(await around(17_000)).toEqual([0, 1]);
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
    expect(world.zeebe.resumedBy).toEqual(['holdfast (reconciler)']);
    // The run is judged by what it reads itself.
    expect(world.run.phase).toBe('running');
    expect(world.redis.intent).not.toBeNull();
    expect([await drift(), await byReconciler('attempts'), await byReconciler('failures')]).toEqual([
      ...[1, 1, 0],
    ]);
  });

  it('is lifted then also while Redis refuses every write', async () => {
    world.pauseOf(world.begin(), 10_000);
    world.redis.meanwhile = () => {
      throw new Error('OOM');
    };
    expect(await around(17_000)).toEqual([0, 1]);
  });

  it('is lifted broker by broker then, also where the gateway hangs', async () => {
    world.pauseOf(world.begin(), 10_000);
    world.zeebe.whileHanging = () => pass(3_000);
    expect(await around(17_000)).toEqual([0, 1]);
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('is left to the next run, which began while the gateway hung', async () => {
    world.pauseOf(world.begin(), 10_000);
    await look();
    pass(17_000);
    world.zeebe.whileHanging = () => {
      pass(1_000);
      world.pauseOf(world.begin());
    };
    await expect(look()).rejects.toBeInstanceOf(TooLate);
    expect(world.zeebe.brokersResumed).toBe(0);
    expect(world.zeebe.phases).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
  });

  it('is measured since it was first seen', async () => {
    world.pauseOf(world.begin());
    const since = Date.now() / 1000;
    await look();
    pass(5_000);
    await look();
    expect(await world.metric('exporting_paused_since_timestamp_seconds', { cluster: 'prod' })).toBe(since);
    expect(
      await world.metric('exporting_phase', { cluster: 'prod', partition: '1', phase: 'softPaused' }),
    ).toBe(1);
  });
});

describe('a pause without its run', () => {
  it('is lifted four seconds after it was first seen so, when a run of Holdfast may have made it', async () => {
    world.pauseOf(world.begin());
    await look();
    world.redis.runs.clear();
    world.redis.intent = null;
    expect(await around(4_000)).toEqual([0, 1]);
  });

  it('counts again when its run was there in between', async () => {
    const run = world.begin();
    world.pauseOf(run);
    await look();
    const { intent } = world.redis;
    world.redis.intent = null;
    await look();
    pass(3_000);
    world.redis.intent = intent;
    await look();
    world.redis.intent = null;
    expect(await around(4_000)).toEqual([0, 1]);
  });

  it('of another tool is lifted once it was seen for a whole pause budget', async () => {
    world.zeebe.pause();
    expect(await around(BUDGET_MS)).toEqual([0, 1]);
  });

  it('of another tool has a whole budget again after exporting ran', async () => {
    world.zeebe.pause();
    await look();
    pass(BUDGET_MS - 1);
    world.zeebe.pause('EXPORTING');
    await look();
    world.zeebe.pause();
    expect(await around(BUDGET_MS)).toEqual([0, 1]);
  });

  it('has no budget of its own for each look that could not read the cluster', async () => {
    world.zeebe.pause();
    await look();
    world.zeebe.down.add(0).add(1);
    pass(BUDGET_MS - 1);
    await look();
    world.zeebe.down.clear();
    pass(1);
    await look();
    expect(lifts()).toBe(1);
  });

  it('that is hard is never lifted', async () => {
    world.zeebe.pause('PAUSED');
    expect(await around(10 * BUDGET_MS)).toEqual([0, 0]);
    expect(await drift()).toBe(0);
  });

  it('that is hard may be that of a run, where the configuration allows it', async () => {
    Object.assign(world.cluster, { hardPause: 'allowed' });
    world.pauseOf(world.begin(), 10_000);
    world.zeebe.pause('PAUSED');
    expect(await around(17_000)).toEqual([0, 1]);
  });
});

describe('while Redis does not answer', () => {
  beforeEach(async () => {
    world.pauseOf(world.begin(), 10_000);
    await look();
  });

  it('the pause that was last on record is lifted seven seconds after its deadline', async () => {
    world.redis.trouble = new Error('down');
    expect(await around(17_000)).toEqual([0, 1]);
  });

  it('so is one whose Redis hangs: the look waits for a second', async () => {
    here.store.pauseIntent = () => new Promise(() => undefined);
    pass(17_000);
    const looked = look();
    await jest.advanceTimersByTimeAsync(1_000);
    await looked;
    expect(lifts()).toBe(1);
  });

  it('a pause that was made after exporting ran is a later one, with a whole budget', async () => {
    world.redis.trouble = new Error('down');
    pass(1_000);
    world.zeebe.pause('EXPORTING');
    await look();
    world.zeebe.pause();
    expect(await around(BUDGET_MS)).toEqual([0, 1]);
  });
});

describe('a cluster that cannot be read', () => {
  it('is measured as unknown, and nothing is asked of it', async () => {
    await look();
    world.zeebe.down.add(0).add(1);
    await look();
    expect(await world.metric('exporting_readable', { cluster: 'prod' })).toBe(0);
    expect(await world.metric('exporting_phase', { cluster: 'prod', partition: '1', phase: 'unknown' })).toBe(
      1,
    );
    expect(lifts()).toBe(0);
  });

  it('in part may be paused there: it is no pause, and does not run', async () => {
    world.zeebe.down.add(1);
    await look();
    expect(observations.of('prod')).toMatchObject({
      ...{ state: 'unknown', pausedSince: null, ranAt: null, unknownSince: Date.now() },
      problem: expect.stringContaining('zeebe-1 cannot be reached'),
    });
    expect(await world.metric('exporting_paused_since_timestamp_seconds', { cluster: 'prod' })).toBe(0);
  });
});
