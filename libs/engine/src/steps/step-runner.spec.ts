import { beforeEach, describe, expect, it } from '@jest/globals';
import { TooLate } from '#redis';
import { StepFailure } from '#domain';
import { jobOf, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { broken, busy, done, failing, notYet, operate, ScriptedStep } from './scripted-step.spec-support.ts';
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

describe('a pass that is done', () => {
  it('ends the step, with its answer and progress, and the journal tells both ends', async () => {
    world.begin();
    expect(await run(operate(() => done()))).toEqual({ kind: 'done', answer: 'COMPLETED' });
    expect(world.step('backup-operate')).toMatchObject({
      ...{ state: 'done', lastAnswer: 'COMPLETED', done: 6, total: 6, failure: null },
      ...{ startedAt: '2026-01-01T12:00:00.000Z', finishedAt: '2026-01-01T12:00:00.000Z' },
    });
    expect(world.story).toEqual(['step-started backup-operate', 'step-done backup-operate']);
    expect(world.journal.at(-1)).toMatchObject({ by: 'worker@host-1', message: 'COMPLETED', failure: null });
  });

  it('is not made again: a second pass repeats the answer, asks nothing and writes nothing', async () => {
    world.begin();
    const step = operate(() => done());
    const first = await run(step);
    const writes = world.redis.changes.filter((change) => change === 'write').length;
    expect(await run(step)).toEqual(first);
    expect(step.passes).toBe(1);
    expect(world.redis.changes.filter((change) => change === 'write')).toHaveLength(writes);
  });

  it.each(['failed', 'skipped'] as const)('is not made for a step that has %s', async (state) => {
    world.begin({ states: { 'backup-operate': state } });
    const step = operate(() => done());
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect([step.passes, world.step('backup-operate').state, world.story]).toEqual([0, state, []]);
  });

  it('writes what was read of exporting, when the pause held, and what the step notes', async () => {
    world.begin({ states: { 'backup-operate': 'done' }, exporting: 'unknown' });
    const notes = [{ type: 'step-output' as const, message: 'a line' }];
    const step = new ScriptedStep('pause-exporting', (context) => {
      context.measure({ positions: { 1: 7 } });
      return { ...done('paused'), exporting: 'softPaused', pause: 'holds', notes };
    });
    await run(step);
    expect(world.run).toMatchObject({
      ...{ exporting: 'softPaused', pausedAt: '2026-01-01T12:00:00.000Z', resumedAt: null },
      ...{ measured: { positions: { 1: 7 }, documents: null } },
    });
    expect(world.story.slice(1)).toEqual([
      'exporting-paused pause-exporting',
      'step-output pause-exporting',
      'step-done pause-exporting',
    ]);
  });

  it('takes the pause off the record in the write that says that it is over', async () => {
    world.pauseOf(world.begin());
    const step = new ScriptedStep(
      'resume-exporting',
      () => ({ ...done('runs'), exporting: 'running', pause: 'over' }),
      { always: true },
    );
    await run(step);
    expect(world.redis.intent).toBeNull();
    expect(world.run).toMatchObject({ exporting: 'running', resumedAt: '2026-01-01T12:00:00.000Z' });
    expect(world.story).toContain('exporting-resumed resume-exporting');
  });
});

describe('a pass that is not done', () => {
  it('keeps the lease of the run alive, although it only looked', async () => {
    world.begin();
    world.redis.lock = null;
    await run(operate(() => notYet()));
    expect(world.redis.lock).toEqual({ runId: 'run-a', fence: world.run.fence });
  });

  it('is to be made later, between the configured bounds, and is no failure', async () => {
    world.begin();
    const outcome = await run(operate(() => ({ ...notYet(), progress: { done: 1, total: 6 } })));
    expect(outcome).toEqual({ kind: 'later', delayMs: expect.any(Number) });
    expect((outcome as { delayMs: number }).delayMs).toBeLessThanOrEqual(1.2 * world.config.steps.pollMin);
    expect(world.step('backup-operate')).toMatchObject({
      ...{ state: 'running', failure: null, finishedAt: null },
      ...{ lastAnswer: 'part 1 of 6', done: 1, total: 6 },
    });
  });

  it('is news for the journal only when the answer is, and looks less often while it is not', async () => {
    world.begin();
    const step = operate(() => notYet());
    for (let looks = 0; looks < 4; looks += 1) await run(step);
    expect(world.memory('backup-operate').looks).toBe(3);
    step.script = () => notYet('part 2 of 6');
    await run(step);
    expect(world.memory('backup-operate').looks).toBe(0);
    expect(world.story).toEqual([
      'step-started backup-operate',
      'step-progress backup-operate',
      'step-progress backup-operate',
    ]);
  });

  it('is made until the deadline of the step, and then fails it with the last thing seen', async () => {
    world.begin();
    const step = operate(() => notYet());
    await run(step);
    pass(60_000);
    expect(await run(step)).toMatchObject({ kind: 'later' });
    pass(1);
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-operate')).toMatchObject({
      state: 'failed',
      failure: {
        ...{ code: 'deadline-passed', component: 'operate', retryable: false },
        message: 'backup-operate did not complete within 60 s. The last thing seen: part 1 of 6',
      },
    });
    expect(step.abandonments).toBe(1);
    expect(world.story.at(-1)).toBe('step-failed backup-operate');
  });

  it('is done when it is done, also after the deadline', async () => {
    world.begin();
    const step = operate(() => notYet());
    await run(step);
    pass(3_600_000);
    step.script = () => done();
    expect(await run(step)).toMatchObject({ kind: 'done' });
  });
});

describe('a transient failure', () => {
  it('is tried again within the deadline, and the step is still running', async () => {
    world.begin();
    const step = failing(busy);
    expect(await run(step)).toMatchObject({ kind: 'later' });
    pass(60_000);
    expect(await run(step)).toMatchObject({ kind: 'later' });
    expect(world.step('backup-operate')).toMatchObject({
      ...{ state: 'running', failure: null, lastAnswer: 'Operate is busy' },
    });
    // Twice the same is no news.
    expect(world.story).toEqual(['step-started backup-operate', 'step-retry backup-operate']);
  });

  it('after the deadline fails the step, with what the component answered last', async () => {
    world.begin();
    const step = failing(busy);
    await run(step);
    pass(60_001);
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-operate').failure).toMatchObject({
      ...{ code: 'deadline-passed', status: 503, answer: 'wait', retryable: false },
      message: expect.stringContaining('The last thing seen: Operate is busy'),
    });
  });

  it('keeps the progress that was seen before', async () => {
    world.begin();
    const step = operate(() => ({ ...notYet(), progress: { done: 3, total: 6 } }));
    await run(step);
    step.script = () => {
      throw busy;
    };
    await run(step);
    expect(world.step('backup-operate')).toMatchObject({ done: 3, total: 6 });
  });

  it('is what a call is that was not sent because the process stood still', async () => {
    world.begin();
    const step = operate(() => {
      throw new TooLate('holdfast');
    });
    expect(await run(step)).toMatchObject({ kind: 'later' });
    expect(world.step('backup-operate').state).toBe('running');
    expect(world.journal.at(-1)).toMatchObject({
      type: 'step-retry',
      message: expect.stringContaining('stood still'),
    });
  });
});

describe('a permanent failure', () => {
  it('ends the step at once, with its code and its component', async () => {
    world.begin();
    expect(await run(failing(broken))).toEqual({ kind: 'ended', why: 'a shard failed' });
    expect(world.step('backup-operate')).toMatchObject({
      state: 'failed',
      failure: { code: 'backup-failed', component: 'operate', retryable: false },
    });
    expect(world.story).toEqual(['step-started backup-operate', 'step-failed backup-operate']);
    expect(world.journal.at(-1)?.failure?.code).toBe('backup-failed');
  });

  it('is that of the component of the step, where it names none', async () => {
    world.begin();
    await run(failing(StepFailure.permanent('refused', 'no')));
    expect(world.step('backup-operate').failure?.component).toBe('operate');
  });

  it('of a restore that has deleted something says how to restore again', async () => {
    const states = Object.fromEntries(
      world
        .begin({ kind: 'restore' })
        .steps.map(({ name }) => [name, name === 'delete-indices' ? 'running' : 'done']),
    );
    world.begin({ kind: 'restore', setId: 7, states });
    const step = new ScriptedStep('delete-indices', () => {
      throw broken;
    });
    await run(step);
    expect(world.step('delete-indices').failure?.message).toContain('holdfast restore run prod 7');
  });

  it('that is a bug is thrown as it is: BullMQ tries the job again, and the step stays as it was', async () => {
    world.begin();
    const bug = new TypeError('a bug');
    await expect(
      run(
        operate(() => {
          throw bug;
        }),
      ),
    ).rejects.toBe(bug);
    expect(world.step('backup-operate')).toMatchObject({ state: 'running', failure: null });
  });
});
