import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DelayedError } from 'bullmq';
import { StepFailure, type PreflightCheck } from '#domain';
import { failed, passed, PreflightWorld } from './preflight-world.spec-support.ts';

const START = Date.parse('2026-01-01T12:00:00.000Z');

let world: PreflightWorld;
beforeEach(() => {
  jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  world = new PreflightWorld();
});
afterEach(() => {
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTime(ms);
const waits = () => expect(world.look()).rejects.toBeInstanceOf(DelayedError);
const throwing = (error: Error) => () => {
  throw error;
};

describe('trouble that passes by itself', () => {
  it.each([
    ['moment', 60_000, { code: 'refused', retryable: false }],
    ['while', 600_000, { code: 'busy', retryable: true }],
  ] as const)('within a %s is waited for, and then rejects the run', async (passing, ms, failure) => {
    world.checks = [failed('repository', passing)];
    await waits();
    expect(world.delays).toEqual([{ until: START + world.config.steps.pollMax, token: 'token-1' }]);
    expect(world.run).toMatchObject({ phase: 'preflight', outcome: null });
    pass(ms - 1);
    await waits();
    pass(1);
    expect(await world.look()).toBe('rejected');
    expect(world.run.failure).toMatchObject(failure);
  });

  it('lets the run start once it has passed', async () => {
    world.checks = [failed('repository', 'while')];
    await waits();
    world.checks = [passed('repository')];
    expect(await world.look()).toBe('submitted');
  });

  it('is bounded by steps.busyTimeout in both cases', async () => {
    for (const passing of ['moment', 'while'] as const) {
      world = new PreflightWorld('backup', 'busyTimeout: 2s');
      world.checks = [failed('repository', passing)];
      await waits();
      pass(2_000);
      expect(await world.look()).toBe('rejected');
    }
  });

  it('is news for the journal when the checks change, and not at every look', async () => {
    world.checks = [failed('repository', 'while')];
    await waits();
    await waits();
    world.checks = [failed('shards', 'while')];
    await waits();
    expect(world.journal.map(({ type, message }) => [type, message])).toEqual([
      ['preflight-waiting', 'repository is not'],
      ['preflight-waiting', 'shards is not'],
    ]);
  });

  it('leaves a sign of life at every look', async () => {
    world.checks = [failed('repository', 'while')];
    await waits();
    const first = world.field('preflight:memory');
    pass(5_000);
    await waits();
    expect(world.field('preflight:memory')).not.toBe(first);
  });

  it('is a store that refuses the owner marker for a moment', async () => {
    world.on.ensure = throwing(StepFailure.transient('unavailable', 'throttled', { status: 429 }));
    await waits();
    expect(world.journal).toMatchObject([{ type: 'preflight-waiting', message: 'throttled' }]);
    delete world.on.ensure;
    expect(await world.look()).toBe('submitted');
  });

  it('is no store that does not answer when the owner marker is written', async () => {
    world.on.ensure = throwing(StepFailure.transient('unreachable', 'connection refused'));
    expect(await world.look()).toBe('rejected');
  });
});

describe('exporters and importers that are behind', () => {
  const behind: PreflightCheck[] = [failed('exporters-settled')];
  beforeEach(async () => {
    world.settled = behind;
    await waits();
  });

  it('are looked at every second, against the positions of the first look, and nothing else is', async () => {
    expect(world.delays).toEqual([{ until: START + 1_000, token: 'token-1' }]);
    world.asked.length = 0;
    await waits();
    expect(world.asked).toEqual(['look']);
  });

  it('let the run start when they have caught up, after everything was examined again', async () => {
    world.settled = [passed('exporters-settled')];
    world.asked.length = 0;
    expect(await world.look()).toBe('submitted');
    expect(world.asked).toEqual(['look', 'examine', 'ensure', 'submit']);
  });

  it('do not let it start when another check has failed by then', async () => {
    world.settled = [passed('exporters-settled')];
    world.checks = [failed('workers')];
    expect(await world.look()).toBe('rejected');
    expect(world.flows).toEqual([]);
  });

  it('reject it when steps.settleTimeout is over', async () => {
    pass(299_999);
    await waits();
    pass(1);
    expect(await world.look()).toBe('rejected');
    expect(world.run.failure?.message).toContain('exporters-settled is not');
  });
});

describe('positions that cannot be read', () => {
  it('have failed a check: the run waits for a component that answers, and says for which', async () => {
    world.on.target = throwing(StepFailure.transient('unavailable', 'Zeebe is starting', { status: 503 }));
    await waits();
    expect(world.journal).toMatchObject([{ type: 'preflight-waiting', message: 'Zeebe is starting' }]);
    pass(60_000);
    expect(await world.look()).toBe('rejected');
    expect(world.run.failure?.message).toContain('Zeebe is starting');
  });

  it('of a component that does not answer reject the run', async () => {
    world.on.target = throwing(StepFailure.transient('unreachable', 'connection refused'));
    expect(await world.look()).toBe('rejected');
  });
});
