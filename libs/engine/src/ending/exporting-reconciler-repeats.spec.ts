import { beforeEach, describe, expect, it } from '@jest/globals';
import { TooLate } from '#redis';
import { pass, RunWorld, standingClocks, type FakeProcess } from '../run-world.spec-support.ts';
import { Reconciler } from './reconciler.spec-support.ts';

standingClocks();

let world: RunWorld;
let here: FakeProcess;
let reconciler: Reconciler;
beforeEach(() => {
  world = new RunWorld();
  here = world.process('coordinator@host-1');
  reconciler = Reconciler.of(world, here);
});

const look = () => reconciler.lookAt(world);
const lifts = () => world.zeebe.resumedBy.length;
const byReconciler = (of: 'attempts' | 'failures') =>
  world.metric(`exporting_resume_${of}_total`, { cluster: 'prod', actor: 'reconciler' });

describe('a resume that fails', () => {
  beforeEach(() => {
    world.pauseOf(world.begin(), 0);
    pass(7_000);
  });

  it('is counted, and asked for again at every look until exporting runs', async () => {
    world.zeebe.stuck.add(1);
    await look();
    await look();
    expect([lifts(), await byReconciler('attempts'), await byReconciler('failures')]).toEqual([2, 2, 2]);
    world.zeebe.stuck.clear();
    await look();
    await look();
    expect([lifts(), await byReconciler('attempts'), await byReconciler('failures')]).toEqual([3, 3, 2]);
  });

  it('resumes what can be reached', async () => {
    world.zeebe.down.add(1);
    await look();
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'SOFT_PAUSED']);
    expect(await byReconciler('failures')).toBe(1);
  });

  it('because this process stood still after it asked who owns the pause is not sent', async () => {
    world.zeebe.beforeLeaving = () => pass(1_501);
    await expect(look()).rejects.toBeInstanceOf(TooLate);
    expect([lifts(), world.zeebe.phases[0], await byReconciler('failures')]).toEqual([0, 'SOFT_PAUSED', 1]);
    world.zeebe.beforeLeaving = () => pass(1_500);
    await look();
    expect(lifts()).toBe(1);
  });
});

describe('what a run left of its pause when it ended', () => {
  beforeEach(() => {
    const run = world.begin();
    world.pauseOf(run);
    here.pauses.note('prod', world.redis.intent);
    world.redis.runs.get(42)!.set('phase', 'done').set('finishedAt', new Date().toISOString());
    world.zeebe.phases[0] = 'EXPORTING';
  });

  it('is lifted as soon as the broker is back, and then taken off the record', async () => {
    world.zeebe.down.add(1);
    await look();
    expect([world.zeebe.phases[1], world.redis.intent]).toEqual(['SOFT_PAUSED', expect.anything()]);
    world.zeebe.down.clear();
    await look();
    expect([world.zeebe.phases[1], world.redis.intent]).toEqual(['EXPORTING', null]);
  });

  it('stays on record until every broker was resumed, although nothing of it shows', async () => {
    world.zeebe.phases[1] = 'EXPORTING';
    world.zeebe.down.add(1);
    await look();
    expect([lifts(), world.redis.intent]).toEqual([1, expect.anything()]);
    world.zeebe.down.clear();
    pass(10_000);
    await look();
    expect([lifts(), world.redis.intent]).toEqual([2, null]);
  });

  it('is looked for every five seconds while nothing of it shows', async () => {
    world.zeebe.down.add(1);
    world.zeebe.phases[1] = 'EXPORTING';
    for (let seconds = 0; seconds < 20; seconds += 2) {
      await look();
      pass(2_000);
    }
    expect(lifts()).toBe(4);
  });

  it('is not looked for once it is off the record', async () => {
    world.zeebe.phases[1] = 'EXPORTING';
    world.redis.intent = null;
    await look();
    expect(lifts()).toBe(0);
    pass(60_000);
    await look();
    expect(lifts()).toBe(0);
  });
});

describe.each([
  ['Redis refuses the writes of its end', () => undefined],
  ['Redis does not answer', () => (world.redis.trouble = new Error('connection lost'))],
])('what a run left of its pause while %s', (_, begin) => {
  beforeEach(() => {
    world.pauseOf(world.begin(), 0);
    here.pauses.note('prod', world.redis.intent);
    world.zeebe.phases.fill('EXPORTING');
    begin();
  });

  it('is left to the run until seven seconds after its deadline', async () => {
    pass(6_999);
    await look();
    expect(lifts()).toBe(0);
    pass(5_000);
    await look();
    expect(lifts()).toBe(1);
  });

  it('is lifted again until every broker was resumed, and then no more', async () => {
    world.zeebe.down.add(1);
    for (let looks = 0; looks < 3; looks += 1) {
      pass(7_000);
      await look();
    }
    expect(lifts()).toBe(3);
    world.zeebe.down.clear();
    for (let looks = 0; looks < 3; looks += 1) {
      pass(7_000);
      await look();
    }
    expect(lifts()).toBe(4);
    expect(world.redis.changes).toEqual([]);
  });
});
