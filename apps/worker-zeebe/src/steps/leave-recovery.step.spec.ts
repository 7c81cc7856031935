import { beforeEach, describe, expect, it } from '@jest/globals';
import { LeaveRecoveryStep } from './leave-recovery.step.ts';
import { RestoreWorld, StepUnderTest } from './restore-world.spec-support.ts';

let world: RestoreWorld;
let step: StepUnderTest;
beforeEach(() => {
  world = new RestoreWorld();
  world.mode = 'recovering';
  step = new StepUnderTest(world, new LeaveRecoveryStep(world.clients));
});
const entered = { 'enter-recovery': { state: 'done', attempts: 1 } } as const;

describe('LeaveRecoveryStep', () => {
  it('ends recovery mode where this run began it and nothing was deleted', async () => {
    step.steps = { ...entered, 'delete-indices': { state: 'skipped' } };
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    await expect(step.pass()).resolves.toMatchObject({ done: false });
    step.intendedAt = Date.now() - 6_000;
    world.mode = 'mixed';
    await expect(step.pass()).resolves.toMatchObject({ done: false, progress: { done: 1, total: 2 } });
    world.mode = 'processing';
    await expect(step.pass()).resolves.toMatchObject({ done: true });
    expect(world.effects).toEqual(['leave', 'leave']);
  });

  it.each(['delete-indices', 'restore-webapps', 'restore-partitions'] as const)(
    'never does it after %s was asked for, and says how to continue',
    async (name) => {
      step.steps = { ...entered, 'restore-partitions': {}, [name]: { state: 'failed', attempts: 1 } };
      const { done, failure } = await step.pass();
      expect(done).toBe(true);
      expect(failure).toMatchObject({ code: 'earlier-step-failed' });
      expect(failure?.message).toMatch(/never switch it to PROCESSING.*holdfast restore run prod 17/);
      expect(world.effects).toEqual([]);
    },
  );

  it('gives a run that was cancelled that as its reason', async () => {
    step.steps = {
      ...entered,
      'delete-indices': { state: 'done', attempts: 2 },
      'restore-partitions': { state: 'skipped' },
    };
    step.cancelRequestedAt = '2026-01-01T00:00:00Z';
    await expect(step.pass()).resolves.toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('does nothing after a restore that completed', async () => {
    step.steps = {
      ...entered,
      'delete-indices': { state: 'done', attempts: 2 },
      'restore-partitions': { state: 'done', attempts: 1 },
    };
    const result = await step.pass();
    expect([result.done, result.failure, world.effects]).toEqual([true, undefined, []]);
  });

  it('leaves recovery mode alone that this run did not begin: an earlier restore may have left it', async () => {
    step.steps = {
      'enter-recovery': { state: 'failed', attempts: 0 },
      'delete-indices': { state: 'skipped' },
    };
    await expect(step.pass()).resolves.toMatchObject({ done: true });
    expect(world.effects).toEqual([]);
  });
});
