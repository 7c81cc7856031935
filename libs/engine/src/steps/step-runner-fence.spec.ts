import { beforeEach, describe, expect, it } from '@jest/globals';
import { FencedOut, IllegalTransition, PassOvertaken, stepPassField, stepStateField } from '#redis';
import { jobOf, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { done, operate } from './scripted-step.spec-support.ts';
import { StepRunner } from './step-runner.ts';
import type { Step } from './step.ts';

standingClocks();

let world: RunWorld;
let runner: StepRunner;
beforeEach(() => {
  world = new RunWorld();
  runner = world.process().runner;
});

const run = (step: Step) => runner.run(step, jobOf(world.run));

describe('a lost fence', () => {
  const effects: string[] = [];
  const acting = operate(async (context) => {
    await context.intend('backup 42');
    await context.mutate(() => Promise.resolve(effects.push('sent')));
    return done();
  });
  beforeEach(() => {
    effects.length = 0;
    acting.passes = 0;
    world.begin();
  });

  it('before the pass stops it before it looks at anything', async () => {
    world.redis.raiseFence();
    await expect(run(acting)).rejects.toBeInstanceOf(FencedOut);
    expect([acting.passes, effects, world.step('backup-operate').state, world.story]).toEqual([
      ...[0, [], 'pending', []],
    ]);
  });

  it('of a run that is gone, or another one under its number, stops the pass', async () => {
    const job = jobOf(world.run);
    world.begin({ runId: 'run-b' });
    await expect(runner.run(acting, job)).rejects.toBeInstanceOf(FencedOut);
    world.redis.runs.clear();
    await expect(runner.run(acting, job)).rejects.toBeInstanceOf(FencedOut);
    expect(acting.passes).toBe(0);
  });

  it.each(['write', 'renew'] as const)(
    'between the look and the call, noticed by the next %s, keeps the call from being sent',
    async (change) => {
      const step = operate(async (context) => {
        world.redis.meanwhile = (next) => {
          if (next === change) world.redis.raiseFence();
        };
        return acting.script(context);
      });
      await expect(run(step)).rejects.toBeInstanceOf(FencedOut);
      expect(effects).toEqual([]);
      expect(world.step('backup-operate')).toMatchObject({ state: 'running', lastAnswer: null });
    },
  );

  it('after the call writes nothing as completed', async () => {
    const step = operate(async (context) => {
      const result = await acting.script(context);
      world.redis.raiseFence();
      return result;
    });
    await expect(run(step)).rejects.toBeInstanceOf(FencedOut);
    expect(effects).toEqual(['sent']);
    expect(world.step('backup-operate')).toMatchObject({ state: 'running', finishedAt: null });
    expect(world.story).not.toContain('step-done backup-operate');
  });

  it('between the look at the record and the start lets no pass start the step a second time', async () => {
    const here = world.process();
    const read = here.contexts.of.bind(here.contexts);
    here.contexts.of = async (...asked) => {
      const context = await read(...asked);
      world.redis.runs.get(42)!.set(stepStateField('backup-operate'), 'running');
      return context;
    };
    const step = operate(acting.script);
    await expect(here.runner.run(step, jobOf(world.run))).rejects.toBeInstanceOf(IllegalTransition);
    expect(effects).toEqual([]);
    expect(world.story).not.toContain('step-started backup-operate');
    // The job is tried again, and continues what the other pass started.
    expect(await run(step)).toMatchObject({ kind: 'done' });
    expect(world.story).not.toContain('step-started backup-operate');
  });

  it('to a later pass of the same step shuts the earlier one out in the same way', async () => {
    const step = operate(async (context) => {
      world.redis.runs.get(42)!.set(stepPassField('backup-operate'), 'a later one');
      return acting.script(context);
    });
    await expect(run(step)).rejects.toBeInstanceOf(PassOvertaken);
    expect(effects).toEqual([]);
    expect(world.step('backup-operate').state).toBe('running');
  });
});
