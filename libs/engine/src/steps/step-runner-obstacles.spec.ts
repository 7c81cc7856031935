import { beforeEach, describe, expect, it } from '@jest/globals';
import { CONFIGURATION_FIELD, TooLate } from '#redis';
import { StepFailure, type StepName } from '#domain';
import { jobOf, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { broken, done, notYet, operate, ScriptedStep } from './scripted-step.spec-support.ts';
import { StepRunner } from './step-runner.ts';
import type { PassResult, Step } from './step.ts';

standingClocks();

let world: RunWorld;
let runner: StepRunner;
beforeEach(() => {
  world = new RunWorld();
  runner = world.process().runner;
});

const run = (step: Step) => runner.run(step, jobOf(world.run));

describe('an obstacle', () => {
  const untouched = (name: StepName, traits = {}) => new ScriptedStep(name, () => done(), traits);

  it('is an earlier step that is not done: the step is skipped, and names it', async () => {
    world.begin({ states: { 'backup-operate': 'failed' } });
    const step = untouched('pause-exporting');
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(step.passes).toBe(0);
    expect(world.step('pause-exporting')).toMatchObject({
      state: 'skipped',
      failure: { code: 'earlier-step-failed', message: expect.stringContaining('backup-operate') },
    });
    expect(world.story).toEqual(['step-skipped pause-exporting']);
  });

  it('is no step of the same stage, or of a later one', async () => {
    world.begin({ states: { 'snapshot-records': 'failed' } });
    expect(await run(untouched('backup-operate'))).toMatchObject({ kind: 'done' });
  });

  it('is a request to cancel: what has not started is skipped', async () => {
    world.begin({ cancelRequestedAt: '2026-01-01T11:00:00.000Z' });
    const step = operate(() => done());
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect([step.passes, step.abandonments]).toEqual([0, 0]);
    expect(world.step('backup-operate')).toMatchObject({
      state: 'skipped',
      failure: { code: 'cancelled' },
    });
  });

  it('is a request to cancel: what has started is called back, and has failed', async () => {
    world.begin({ cancelRequestedAt: '2026-01-01T11:00:00.000Z', states: { 'backup-operate': 'running' } });
    const step = operate(() => done());
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect([step.passes, step.abandonments]).toEqual([0, 1]);
    expect(world.step('backup-operate')).toMatchObject({ state: 'failed', failure: { code: 'cancelled' } });
  });

  it('is a request to cancel: from another configuration, nothing is called', async () => {
    world.begin({ cancelRequestedAt: '2026-01-01T11:00:00.000Z', states: { 'backup-operate': 'running' } });
    world.redis.runs.get(42)!.set(CONFIGURATION_FIELD, 'of another file');
    const step = operate(() => done());
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect([step.passes, step.abandonments]).toEqual([0, 0]);
    const { state, failure } = world.step('backup-operate');
    expect([state, failure?.code]).toEqual(['failed', 'cancelled']);
    expect(failure?.message).toContain('see at the former addresses that it has ended');
  });

  describe('inside the pause', () => {
    const states = { 'backup-operate': 'done', 'pause-exporting': 'done' } as const;
    const records = () => untouched('snapshot-records');

    it('is none while the run owns its pause', async () => {
      world.pauseOf(world.begin({ states }));
      expect(await run(records())).toMatchObject({ kind: 'done' });
    });

    it('is a pause that is not on record, or is that of another run', async () => {
      const begun = world.begin({ states });
      expect(await run(records())).toMatchObject({ kind: 'ended' });
      expect(world.step('snapshot-records')).toMatchObject({
        state: 'skipped',
        failure: { code: 'pause-broken' },
      });
      world.begin({ states });
      world.pauseOf({ ...begun, runId: 'another' });
      expect(await run(records())).toMatchObject({ kind: 'ended' });
      expect(world.step('snapshot-records').failure?.code).toBe('pause-broken');
    });

    it('is the end of the pause budget, and not a moment earlier', async () => {
      world.pauseOf(world.begin({ states }), 5_000);
      const step = new ScriptedStep('snapshot-records', () => notYet('IN_PROGRESS'));
      await run(step);
      pass(5_000);
      expect(await run(step)).toMatchObject({ kind: 'later' });
      pass(1);
      expect(await run(step)).toMatchObject({ kind: 'ended' });
      expect(step.passes).toBe(2);
      expect(world.step('snapshot-records')).toMatchObject({
        state: 'failed',
        failure: { code: 'pause-budget-used-up', answer: 'IN_PROGRESS' },
      });
    });
  });
});

describe('a step that is given up', () => {
  const cancelled = { cancelRequestedAt: '2026-01-01T11:00:00.000Z' };
  const begun = { ...cancelled, states: { 'backup-operate': 'running' } } as const;

  it('has not failed before what it began has ended', async () => {
    world.begin(begun);
    const step = operate(() => done());
    step.onAbandon = () => {
      throw StepFailure.transient('unavailable', 'still ending');
    };
    expect(await run(step)).toMatchObject({ kind: 'later' });
    expect(world.step('backup-operate')).toMatchObject({ state: 'running', lastAnswer: 'still ending' });
    step.onAbandon = () => undefined;
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-operate').failure?.message).toBe('the run was cancelled');
  });

  it('has failed after ten more tries, and says what did not end', async () => {
    world.begin(begun);
    const step = operate(() => done());
    step.onAbandon = () => {
      throw StepFailure.transient('unavailable', 'still ending');
    };
    for (let tries = 0; tries < 10; tries += 1) expect(await run(step)).toMatchObject({ kind: 'later' });
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-operate').failure).toMatchObject({
      ...{ code: 'cancelled', message: 'the run was cancelled. still ending' },
    });
  });

  it.each(['when it is cancelled', 'when its time is over'])(
    '%s is called back again after the process stood still before the call',
    async (when) => {
      world.begin(when === 'when it is cancelled' ? begun : { states: begun.states });
      pass(60_001);
      const step = operate(() => notYet());
      step.onAbandon = () => {
        throw new TooLate('holdfast');
      };
      expect(await run(step)).toMatchObject({ kind: 'later' });
      expect(step.abandonments).toBe(1);
      expect(world.story.at(-1)).toBe('step-retry backup-operate');
      expect(world.step('backup-operate').state).toBe('running');
    },
  );

  it('has failed at once when what it began can never be ended', async () => {
    world.begin(begun);
    const step = operate(() => done());
    step.onAbandon = () => {
      throw StepFailure.permanent('refused', 'may not');
    };
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-operate').failure?.message).toBe('the run was cancelled. may not');
  });
});

describe('a step that always runs', () => {
  const resume = (script: () => PassResult) => new ScriptedStep('resume-exporting', script, { always: true });

  it('runs after a failure and a request to cancel, and brings the run to its end', async () => {
    world.begin({
      cancelRequestedAt: '2026-01-01T11:00:00.000Z',
      states: { 'backup-operate': 'failed', 'snapshot-records': 'running' },
    });
    const step = resume(() => done('runs'));
    expect(await run(step)).toMatchObject({ kind: 'done' });
    expect(step.passes).toBe(1);
    expect(world.run.phase).toBe('finalizing');
    expect(world.run.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'backup-operate failed',
      'pause-exporting skipped',
      'snapshot-records failed',
      'backup-zeebe skipped',
      'resume-exporting done',
    ]);
    expect(world.story[0]).toBe('finalizing resume-exporting');
  });

  it('does not give up, whatever it is answered, and looks again within seconds', async () => {
    world.begin();
    const step = resume(() => {
      throw broken;
    });
    for (let tries = 0; tries < 30; tries += 1) {
      const outcome = await run(step);
      expect(outcome.kind).toBe('later');
      expect((outcome as { delayMs: number }).delayMs).toBeLessThanOrEqual(2_400);
      pass(600_000);
    }
    expect(world.step('resume-exporting')).toMatchObject({ state: 'running', failure: null });
  });

  it('that has done what it could has failed, with what it read', async () => {
    world.pauseOf(world.begin());
    const failure = StepFailure.permanent('exporting-incomplete', 'a broker is down').detail;
    const step = resume(() => ({ ...done('partition 1 runs'), exporting: 'mixed', failure }));
    expect(await run(step)).toEqual({ kind: 'ended', why: 'a broker is down' });
    expect(world.step('resume-exporting')).toMatchObject({ state: 'failed', failure });
    expect(world.run.exporting).toBe('mixed');
    expect(world.redis.intent).not.toBeNull();
    expect(world.story.slice(-2)).toEqual([
      'exporting-incomplete resume-exporting',
      'step-failed resume-exporting',
    ]);
  });
});
