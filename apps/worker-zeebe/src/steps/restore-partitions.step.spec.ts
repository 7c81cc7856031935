import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeState, RestoreProgress } from '#camunda';
import { StepFailure } from '#domain';
import { RestorePartitionsStep } from './restore-partitions.step.ts';
import { RestoreWorld, StepUnderTest } from './restore-world.spec-support.ts';

let world: RestoreWorld;
let step: StepUnderTest;
beforeEach(() => {
  world = new RestoreWorld();
  world.mode = 'recovering';
  step = new StepUnderTest(world, new RestorePartitionsStep(world.clients));
});

const running = (changeId: string | null, restored = 1): RestoreProgress => ({
  ...{ changeId, state: 'running' as const, restored, total: 2 },
});
const lost = () => StepFailure.transient('unreachable', 'reset');
const busy = () => StepFailure.transient('busy', 'another change is pending');
/** The answer to the first request was lost. */
async function askedInVain(): Promise<void> {
  world.fails = lost();
  await expect(step.pass()).rejects.toMatchObject({ detail: { code: 'unreachable' } });
}
const age = (ms: number) => (step.intendedAt = Date.now() - ms);

describe('RestorePartitionsStep', () => {
  it('asks once, follows the change, and is done when every replica processes', async () => {
    await expect(step.pass()).resolves.toMatchObject({ done: false, answer: 'accepted as change 4' });
    world.progress = running('4');
    await expect(step.pass()).resolves.toMatchObject({ done: false, progress: { done: 1, total: 2 } });
    [world.progress, world.changes] = [null, { 4: 'completed' }];
    world.mode = 'mixed';
    await expect(step.pass()).resolves.toMatchObject({ done: false, progress: { done: 1, total: 2 } });
    world.mode = 'processing';
    await expect(step.pass()).resolves.toMatchObject({ done: true });
    expect(world.effects).toEqual(['restore 17']);
  });

  it('does not ask before every replica is in recovery mode', async () => {
    world.mode = 'mixed';
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    world.mode = 'processing';
    await expect(step.pass()).rejects.toMatchObject({
      detail: { code: 'restore-failed', message: expect.stringContaining('left recovery mode') },
    });
    expect([world.effects, step.attempts]).toEqual([[], 0]);
  });

  it('finds a restore again that runs although its answer was lost', async () => {
    await askedInVain();
    world.progress = running('4');
    world.changes['4'] = 'running';
    await expect(step.pass()).resolves.toMatchObject({
      done: false,
      answer: expect.stringContaining('change 4'),
    });
    [world.progress, world.changes, world.mode] = [null, { 4: 'completed' }, 'processing'];
    await expect(step.pass()).resolves.toMatchObject({ done: true });
    expect(world.effects).toEqual(['restore 17']);
  });

  it('finds one that is over already, by the change that has ended since', async () => {
    await askedInVain();
    [world.lastChangeId, world.changes, world.mode] = ['4', { 4: 'completed' }, 'processing'];
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    await expect(step.pass()).resolves.toMatchObject({ done: true });
    expect(world.effects).toEqual(['restore 17']);
  });

  it('waits before it asks again, and while any change is pending', async () => {
    await askedInVain();
    age(1_000);
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    age(6_000);
    world.pending = '4';
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    expect(world.effects).toHaveLength(1);
    world.pending = null;
    await expect(step.pass()).resolves.toMatchObject({ answer: 'accepted as change 4' });
    expect(world.effects).toEqual(['restore 17', 'restore 17']);
  });

  it('takes the restore that a second request is refused for as its own', async () => {
    await askedInVain();
    age(6_000);
    world.fails = busy();
    await expect(step.pass()).rejects.toMatchObject({ detail: { code: 'busy' } });
    world.progress = running('4');
    await expect(step.pass()).resolves.toMatchObject({
      answer: expect.stringContaining('found as change 4'),
    });
  });

  it('does not take a restore for its own that it did not ask for', async () => {
    world.fails = busy();
    await expect(step.pass()).rejects.toMatchObject({ detail: { code: 'busy', retryable: true } });
    world.progress = running('9');
    await expect(step.pass()).rejects.toMatchObject({
      detail: { code: 'refused', retryable: false, message: expect.stringContaining('change 9') },
    });
    expect(world.effects).toEqual(['restore 17']);
  });

  it.each<ChangeState>(['failed', 'cancelled'])('fails when its change was %s', async (state) => {
    await step.pass();
    world.changes['4'] = state;
    await expect(step.pass()).rejects.toMatchObject({ detail: { code: 'restore-failed', retryable: false } });
  });

  it('does not believe a change that left the cluster in recovery mode, or that is not known', async () => {
    await step.pass();
    for (const state of ['completed', 'unknown'] as const) {
      world.changes['4'] = state;
      step.kept['over'] = null;
      await expect(step.pass()).resolves.toMatchObject({ done: false });
      step.kept['over'] = Date.now() - 130_000;
      await expect(step.pass()).rejects.toMatchObject({
        detail: { code: 'restore-failed', retryable: false },
      });
    }
  });

  it('says where to look after a while without progress', async () => {
    await step.pass();
    world.progress = running('4');
    world.stillSince = Date.now() - 310_000;
    const { answer } = await step.pass();
    expect(answer).toMatch(/1 of 2 partition replicas restored\. No progress for more than 5 min.*change 4/);
  });

  describe('when it is given up', () => {
    it('does nothing where nothing was asked for', async () => {
      await step.abandon();
      expect(world.effects).toEqual([]);
    });

    it('cancels its change once', async () => {
      await step.pass();
      await step.abandon();
      await step.abandon();
      expect(world.effects).toEqual(['restore 17', 'cancel 4']);
    });

    it('waits for a request that may still arrive, and cancels what came of it', async () => {
      await askedInVain();
      age(1_000);
      await expect(step.abandon()).rejects.toMatchObject({ detail: { code: 'busy', retryable: true } });
      [world.progress, world.changes] = [running('4'), { 4: 'running' }];
      await step.abandon();
      expect(world.effects).toEqual(['restore 17', 'cancel 4']);
    });
  });
});
