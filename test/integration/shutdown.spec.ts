import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { World } from '../support/world.ts';

/** A process that does not end by itself is ended when its time is over, with the code 1: whatever it still held is lost. */
const BY_ITSELF = 0;

let world: World;
beforeEach(async () => {
  world = await World.create(['a']);
});
afterEach(() => world.close());

describe('a process that gets the signal to end', () => {
  // At once and a little later: then its connections are between two attempts, or are just being made.
  it.each([0, 300])('ends by itself although Redis was killed, and came back %i ms ago', async (ms) => {
    await world.api.ready();
    await world.redis.kill();
    await sleep(ms * 4);
    await world.redis.start();
    await sleep(ms);
    expect(await world.holdfast.stop('standalone')).toBe(BY_ITSELF);
  });

  it('ends by itself while Redis is down', async () => {
    await world.api.ready();
    await world.redis.kill();
    await sleep(1_000);
    expect(await world.holdfast.stop('standalone')).toBe(BY_ITSELF);
  });

  it('ends by itself where it never reached Redis', async () => {
    await world.holdfast.stop('standalone');
    await world.redis.kill();
    await world.holdfast.start('standalone');
    expect(await world.holdfast.stop('standalone')).toBe(BY_ITSELF);
  });
});
