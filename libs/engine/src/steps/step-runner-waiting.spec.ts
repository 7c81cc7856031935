import { beforeEach, describe, expect, it } from '@jest/globals';
import { awaitedOf, procedureFor } from '#domain';
import { jobOf, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { done, notYet, ScriptedStep } from './scripted-step.spec-support.ts';
import type { StepRunner } from './step-runner.ts';
import type { Step, Wait } from './step.ts';

standingClocks();

/** The pause, which waits as long as it is asked to; a minute after its start it has failed. */
class WaitingStep extends ScriptedStep {
  wait: Wait | null = { answer: 'waiting for a pause window', delayMs: 700 };

  override waitToBegin(): Promise<Wait | null> {
    return Promise.resolve(this.wait);
  }
}

let world: RunWorld;
let runner: StepRunner;
let step: WaitingStep;
beforeEach(() => {
  world = new RunWorld();
  runner = world.process().runner;
  step = new WaitingStep('pause-exporting', () => notYet('pausing'), { deadlineMs: 60_000 });
});

const run = (each: Step = step) => runner.run(each, jobOf(world.run));
const beforePause = () => world.begin({ states: { 'backup-operate': 'done' } });

describe('a step that waits before it begins', () => {
  it('has not started, asks its component for nothing, and shows why', async () => {
    beforePause();
    expect(await run()).toEqual({ kind: 'later', delayMs: 700 });
    expect(step.passes).toBe(0);
    expect(world.step('pause-exporting')).toMatchObject({
      ...{ state: 'pending', startedAt: null, lastAnswer: 'waiting for a pause window', attempts: 0 },
    });
  });

  it('is news for the journal once, also while the line grows shorter', async () => {
    beforePause();
    await run();
    step.wait = { answer: 'waiting for a pause window: 3 other runs', delayMs: 700 };
    await run();
    expect(world.story).toEqual(['step-waiting pause-exporting']);
    expect(world.step('pause-exporting').lastAnswer).toBe('waiting for a pause window: 3 other runs');
    expect(world.memory('pause-exporting').looks).toBe(2);
  });

  it('shows a sign of life with every look, and keeps the lease', async () => {
    beforePause();
    const procedure = procedureFor('8.4', new Set(world.cluster.components));
    const mark = () => awaitedOf(world.run, procedure, '')[0]!.mark;
    await run();
    const before = mark();
    pass(1_000);
    world.redis.lock = null;
    await run();
    expect(mark()).not.toBe(before);
    expect(world.redis.lock).not.toBeNull();
  });

  it('has its whole time from when it begins', async () => {
    beforePause();
    await run();
    pass(3_600_000);
    step.wait = null;
    expect(await run()).toMatchObject({ kind: 'later' });
    expect(world.step('pause-exporting')).toMatchObject({ state: 'running', failure: null });
    expect(world.story).toEqual([
      'step-waiting pause-exporting',
      'step-started pause-exporting',
      'step-progress pause-exporting',
    ]);
  });

  it('is skipped when the run is cancelled meanwhile', async () => {
    beforePause();
    await run();
    world.redis.runs.get(42)!.set('cancelRequestedAt', new Date().toISOString());
    expect(await run()).toMatchObject({ kind: 'ended' });
    expect(world.step('pause-exporting')).toMatchObject({ state: 'skipped', failure: { code: 'cancelled' } });
  });

  it('is not asked once it has started', async () => {
    world.begin({ states: { 'backup-operate': 'done', 'pause-exporting': 'running' } });
    await run();
    expect(step.passes).toBe(1);
  });
});

describe('a look in a busy process that works inside a pause', () => {
  beforeEach(() => {
    world.windows.isAnyHere = true;
    world.busyness.now = 0.9;
  });
  const delay = async (each: Step) => ((await run(each)) as { delayMs: number }).delayMs;

  it('is left for later outside the pause', async () => {
    world.begin();
    expect(await delay(new ScriptedStep('backup-operate', () => notYet()))).toBeGreaterThanOrEqual(500);
  });

  it('is not inside the pause, nor where exporting is to be resumed', async () => {
    world.pauseOf(world.begin({ states: { 'backup-operate': 'done', 'pause-exporting': 'done' } }));
    expect(await delay(new ScriptedStep('snapshot-records', () => notYet()))).toBeLessThan(200);
    const resume = new ScriptedStep('resume-exporting', () => notYet(), { always: true });
    expect(await delay(resume)).toBeLessThan(200);
  });
});

describe('the pause window of a run', () => {
  const inside = { 'backup-operate': 'done', 'pause-exporting': 'done' } as const;

  it('is held by every pass inside the pause, and by none before it', async () => {
    world.begin();
    await run(new ScriptedStep('backup-operate', () => done()));
    expect(world.windows.holds).toBe(0);
    world.pauseOf(world.begin({ states: inside }));
    await run(new ScriptedStep('snapshot-records', () => notYet()));
    expect([...world.windows.open]).toEqual(['run-a']);
  });

  it('ends no pass when it cannot be held', async () => {
    world.pauseOf(world.begin({ states: inside }));
    world.windows.trouble = new Error('OOM');
    expect(await run(new ScriptedStep('snapshot-records', () => done()))).toMatchObject({ kind: 'done' });
  });

  it('is asked for by nothing that resumes exporting', async () => {
    world.pauseOf(world.begin({ states: inside }));
    await run(new ScriptedStep('resume-exporting', () => notYet(), { always: true }));
    expect([world.windows.holds, world.windows.open.size]).toEqual([0, 0]);
  });
});
