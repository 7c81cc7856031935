import { beforeEach, describe, expect, it } from '@jest/globals';
import { versioned } from '#domain';
import { jobOf, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import type { DeadManSwitch } from './dead-man-switch.ts';

standingClocks();

let world: RunWorld;
let deadMan: DeadManSwitch;
beforeEach(() => {
  world = new RunWorld();
  world.begin();
  ({ deadMan } = world.process());
});
const jobs = () => [...world.queue.jobs.values()];

describe('the dead man', () => {
  it('acts three seconds after the deadline of the pause', async () => {
    await deadMan.arm(world.run, Date.now() + 60_000);
    expect(jobs()).toEqual([{ name: 'dead-man', data: versioned('job', jobOf(world.run)), delay: 63_000 }]);
  });

  it('is armed once for a run', async () => {
    await deadMan.arm(world.run, Date.now() + 60_000);
    pass(10_000);
    await deadMan.arm(world.run, Date.now() + 60_000);
    expect(jobs()).toMatchObject([{ delay: 63_000 }]);
  });

  it('still leaves the run three seconds when the deadline is over', async () => {
    await deadMan.arm(world.run, Date.now() - 60_000);
    expect(jobs()).toMatchObject([{ delay: 3_000 }]);
  });

  it('is disarmed, more than once and without Redis, too: one that is left behind does no harm', async () => {
    await deadMan.arm(world.run, Date.now());
    world.queue.trouble = new Error('down');
    await deadMan.disarm(world.run);
    world.queue.trouble = null;
    await deadMan.disarm(world.run);
    await deadMan.disarm(world.run);
    expect(jobs()).toEqual([]);
  });

  it('leaves the jobs of other runs', async () => {
    await deadMan.arm(world.run, Date.now());
    await deadMan.disarm({ ...world.run, runId: 'another' });
    expect(jobs()).toHaveLength(1);
  });
});
