import { beforeEach, describe, expect, it } from '@jest/globals';
import { StepFailure } from '#domain';
import { EnterRecoveryStep } from './enter-recovery.step.ts';
import { RestoreWorld, StepUnderTest } from './restore-world.spec-support.ts';

let world: RestoreWorld;
let step: StepUnderTest;
beforeEach(() => {
  world = new RestoreWorld();
  step = new StepUnderTest(world, new EnterRecoveryStep(world.clients));
});

describe('EnterRecoveryStep', () => {
  it('asks once, waits for every replica, and is done after the dry run', async () => {
    await expect(step.pass()).resolves.toMatchObject({ done: false, progress: { done: 0, total: 2 } });
    world.mode = 'mixed';
    await expect(step.pass()).resolves.toMatchObject({ done: false, progress: { done: 1, total: 2 } });
    world.changes['4'] = 'completed';
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    world.mode = 'recovering';
    await expect(step.pass()).resolves.toMatchObject({ done: true });
    expect([world.effects, step.attempts]).toEqual([['enter'], 1]);
  });

  it('asks for nothing where the cluster is in recovery mode already', async () => {
    world.mode = 'recovering';
    await expect(step.pass()).resolves.toMatchObject({ done: true });
    expect([world.effects, step.attempts]).toEqual([[], 0]);
  });

  it('asks for nothing as long as not every replica processes: an attempt proves that they did', async () => {
    world.mode = 'mixed';
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    expect([world.effects, step.attempts]).toEqual([[], 0]);
  });

  it('asks again where the answer was lost and nothing came of it', async () => {
    world.fails = StepFailure.transient('unreachable', 'reset');
    await expect(step.pass()).rejects.toMatchObject({ detail: { code: 'unreachable' } });
    await step.pass();
    expect(world.effects).toEqual(['enter', 'enter']);
    // A change that the cluster does not know for longer than it may take did not arrive.
    world.changes = {};
    step.intendedAt = Date.now() - 6_000;
    await step.pass();
    expect(world.effects).toHaveLength(3);
  });

  it.each(['failed', 'cancelled'] as const)('fails when its change was %s', async (state) => {
    await step.pass();
    world.changes['4'] = state;
    await expect(step.pass()).rejects.toMatchObject({
      detail: {
        code: 'restore-failed',
        retryable: false,
        message: expect.stringContaining('Nothing was deleted'),
      },
    });
  });

  it('waits until no change is pending before it asks for the dry run', async () => {
    [world.mode, world.pending] = ['recovering', '9'];
    world.dryRunFails = StepFailure.permanent('refused', 'not asked for yet');
    await expect(step.pass()).resolves.toMatchObject({
      done: false,
      answer: expect.stringContaining('change 9'),
    });
  });

  it('fails with the answer of a dry run that is refused, and waits where the cluster is busy', async () => {
    world.mode = 'recovering';
    world.dryRunFails = StepFailure.permanent('refused', 'No backup.', { status: 400, answer: 'No backup' });
    await expect(step.pass()).rejects.toMatchObject({
      detail: {
        code: 'refused',
        retryable: false,
        message: expect.stringMatching(/No backup\. Nothing was deleted/),
      },
    });
    world.dryRunFails = StepFailure.transient('busy', 'pending');
    await expect(step.pass()).rejects.toMatchObject({ detail: { code: 'busy', retryable: true } });
    expect(world.effects).toEqual([]);
  });

  it('cancels its change when it is given up, unless it has ended', async () => {
    await step.abandon();
    await step.pass();
    await step.abandon();
    await step.abandon();
    expect(world.effects).toEqual(['enter', 'cancel 4']);
  });
});
