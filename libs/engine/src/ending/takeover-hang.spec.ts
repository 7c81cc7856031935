import { beforeEach, describe, expect, it } from '@jest/globals';
import { FencedOut } from '#redis';
import { pass, standingClocks } from '../run-world.spec-support.ts';
import { TakeoverWorld } from './takeover-world.spec-support.ts';

standingClocks();

let world: TakeoverWorld;
beforeEach(() => {
  world = new TakeoverWorld();
});

describe('a takeover whose gateway hangs', () => {
  it('ends once, however many ask for it in one process at a time', async () => {
    await world.stuck();
    expect(await Promise.all([world.end(), world.end()])).toEqual([true, true]);
    expect(world.zeebe.resumedBy).toHaveLength(1);
    expect(world.story.filter((each) => each === 'run-finished')).toHaveLength(1);
  });

  it('resumes the brokers one by one where the gateway hangs', async () => {
    await world.stuck();
    world.zeebe.whileHanging = () => pass(3_000);
    expect(await world.end()).toBe(true);
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('leaves the brokers alone where another process has ended it while the gateway hung: the next run may have paused', async () => {
    await world.stuck();
    world.zeebe.whileHanging = async () => {
      world.zeebe.whileHanging = null;
      pass(8_000);
      // Saw the mark of the first one, which has not moved since.
      expect(await world.end(world.there)).toBe(false);
      pass(8_000);
      expect(await world.end(world.there)).toBe(true);
      world.zeebe.pause();
    };
    await expect(world.end()).rejects.toBeInstanceOf(FencedOut);
    expect(world.zeebe.brokersResumed).toBe(0);
    expect(world.zeebe.phases).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
  });
});
