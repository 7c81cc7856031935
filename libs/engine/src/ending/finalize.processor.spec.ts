import { beforeEach, describe, expect, it } from '@jest/globals';
import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import { DEAD_MAN_JOB, FINALIZE_JOB, type RunJob } from '#contracts';
import { CONFIGURATION_FIELD } from '#redis';
import type { StepName, StepState } from '#domain';
import { jobOf, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { FinalizeProcessor } from './finalize.processor.ts';
import { ResumeExportingStep } from './resume-exporting.step.ts';
import { RunTakeover } from './run-takeover.ts';
import { RunFinalizer } from './run-finalizer.ts';

standingClocks();

let world: RunWorld;
let processor: FinalizeProcessor;
let delays: { until: number; token: string | undefined }[];
beforeEach(() => {
  world = new RunWorld();
  processor = processorOf('worker-zeebe@host-1');
  delays = [];
});

function processorOf(holder: string): FinalizeProcessor {
  const { configs, store, leases, metrics, deadMan, runner, windows } = world.process(holder);
  const { clients } = world.zeebe;
  return new FinalizeProcessor(
    runner,
    new ResumeExportingStep(clients),
    new RunFinalizer(store, holder, deadMan, windows),
    new RunTakeover(store, leases, metrics, holder, clients, deadMan, windows),
    configs,
    store,
  );
}

function work(name: string, data: object, by = processor): Promise<string> {
  const moveToDelayed = (until: number, token?: string) => Promise.resolve(delays.push({ until, token }));
  return by.process({ name, data, moveToDelayed } as unknown as Job, 'token-1');
}
const finalize = (run: RunJob = jobOf(world.run)) => work(FINALIZE_JOB, run);
const resume = () => work('resume-exporting', { ...jobOf(world.run), step: 'resume-exporting' });
const deadMan = (by = processor) => work(DEAD_MAN_JOB, jobOf(world.run), by);

/** A backup before its last step: every other step is done, or in this state. */
function before(states: Partial<Record<StepName, StepState>> = {}, over = {}): void {
  const rest = ['backup-operate', 'pause-exporting', 'snapshot-records', 'backup-zeebe'];
  const done = Object.fromEntries(rest.map((name) => [name, 'done']));
  const run = world.begin({ states: { ...done, ...states }, exporting: 'softPaused', ...over });
  world.pauseOf(run);
}

const WAYS_OUT: [string, () => void, string][] = [
  ['success', () => before(), 'completed'],
  ['a failure', () => before({ 'backup-zeebe': 'failed' }), 'failed'],
  ['steps that never started', () => before({ 'backup-zeebe': 'pending' }), 'failed'],
  ['a lost job', () => before({ 'backup-zeebe': 'running' }), 'failed'],
  [
    'a request to cancel',
    () => before({ 'backup-zeebe': 'skipped' }, { cancelRequestedAt: '2026-01-01T11:00:00.000Z' }),
    'cancelled',
  ],
];

describe('exporting is resumed and read back', () => {
  it.each(WAYS_OUT)('after %s, by its own job and before the end is written', async (_, begin, outcome) => {
    begin();
    expect(await resume()).toBe('exporting runs on every partition');
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
    expect([world.run.phase, world.redis.intent]).toEqual(['finalizing', null]);
    expect(await finalize()).toBe(outcome);
    expect(world.run).toMatchObject({ phase: 'done', outcome, exporting: 'running' });
    expect(world.zeebe.resumedBy).toHaveLength(1);
    expect(world.step('resume-exporting')).toMatchObject({ attempts: 1, state: 'done' });
    expect(world.story.indexOf('exporting-resumed resume-exporting')).toBeLessThan(
      world.story.indexOf('run-finished'),
    );
  });

  it.each(WAYS_OUT)('after %s, by the last job where its own is gone', async (_, begin, outcome) => {
    begin();
    expect(await finalize()).toBe(outcome);
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
    expect(world.run).toMatchObject({ phase: 'done', outcome, exporting: 'running' });
  });

  it.each([
    ['its own job', resume],
    ['the last job', finalize],
  ])('again and again by %s: it is put back, and the run stays open and locked', async (_, job) => {
    before();
    world.zeebe.stuck.add(0);
    for (let looks = 0; looks < 3; looks += 1) {
      await expect(job()).rejects.toBeInstanceOf(DelayedError);
      pass(60_000);
    }
    expect(delays).toHaveLength(3);
    expect(delays[0]).toEqual({ until: expect.any(Number), token: 'token-1' });
    expect(world.run).toMatchObject({ phase: 'finalizing', outcome: null });
    expect(world.redis.lock).not.toBeNull();
    expect(world.story).not.toContain('run-finished');
    world.zeebe.stuck.clear();
    await job();
    expect(await finalize()).toBe('completed');
    expect(world.redis.lock).toBeNull();
  });

  it('as far as it can be: with a broker down the run fails, and its pause stays on record', async () => {
    before();
    world.zeebe.down.add(1);
    await expect(finalize()).rejects.toBeInstanceOf(DelayedError);
    pass(30_001);
    expect(await finalize()).toBe('failed');
    expect(world.run).toMatchObject({
      ...{ phase: 'done', exporting: 'mixed', failure: { code: 'exporting-incomplete' } },
    });
    expect(world.redis.intent).toMatchObject({ runId: 'run-a' });
  });
});

describe('the last job', () => {
  it('of a run that never paused exporting asks Zeebe nothing', async () => {
    const kind = 'deletion';
    const steps = world.begin({ kind }).steps.map(({ name }) => [name, 'done']);
    world.begin({ kind, states: Object.fromEntries(steps) });
    world.zeebe.pause();
    expect(await finalize()).toBe('completed');
    expect([world.zeebe.looks, world.zeebe.phases[0]]).toEqual([0, 'SOFT_PAUSED']);
  });

  it('made again after the end repeats the outcome, and changes nothing', async () => {
    before();
    await finalize();
    const [record, { length }] = [world.run, world.redis.changes];
    world.zeebe.pause();
    expect(await finalize()).toBe('completed');
    expect([world.run, world.redis.changes.length]).toEqual([record, length]);
    expect(world.zeebe.resumedBy).toHaveLength(1);
  });

  it.each(['lost its fence', 'is gone from Redis'])('of a run that %s fails for good', async (how) => {
    before();
    const job = jobOf(world.run);
    if (how === 'lost its fence') world.redis.raiseFence();
    else world.redis.runs.clear();
    await expect(finalize(job)).rejects.toBeInstanceOf(UnrecoverableError);
    expect(world.zeebe.resumedBy).toEqual([]);
  });

  it('is tried again by BullMQ while Redis refuses', async () => {
    before();
    const job = jobOf(world.run);
    world.redis.trouble = new Error('OOM');
    await expect(finalize(job)).rejects.toBe(world.redis.trouble);
  });
});

describe("the dead man's job", () => {
  it('ends a run whose pause is still on record', async () => {
    before({ 'backup-zeebe': 'running' });
    expect(await deadMan()).toBe('ended the run');
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
    expect(world.run).toMatchObject({
      ...{ phase: 'done', outcome: 'failed', failure: { code: 'pause-budget-used-up' } },
    });
  });

  it('does nothing to a run that has ended, has no pause on record, or is another one', async () => {
    before();
    await finalize();
    expect(await deadMan()).toBe('nothing to do');
    before();
    world.redis.intent = null;
    expect(await deadMan()).toBe('nothing to do');
    before();
    const job = jobOf(world.run);
    expect(await work(DEAD_MAN_JOB, { ...job, runId: 'another' })).toBe('nothing to do');
    expect(world.run.phase).toBe('running');
  });

  it('is left to a process that has the configuration of the run: another one would resume elsewhere', async () => {
    before();
    world.redis.runs.get(42)!.set(CONFIGURATION_FIELD, 'of another file');
    await expect(deadMan()).rejects.toBeInstanceOf(DelayedError);
    expect([delays.length, world.run.phase, world.zeebe.resumedBy]).toEqual([1, 'running', []]);
  });

  it('does nothing where only one of record and pause is that of its run', async () => {
    before();
    const job = jobOf(world.run);
    const { intent } = world.redis;
    world.redis.intent = { ...intent!, runId: 'another' };
    expect(await deadMan()).toBe('nothing to do');
    expect(world.run.phase).toBe('running');
    world.redis.intent = intent;
    world.begin({ runId: 'another' });
    expect(await work(DEAD_MAN_JOB, job)).toBe('nothing to do');
    expect(world.run.phase).toBe('running');
  });

  it('leaves what a run that has ended left of its pause to the reconciler', async () => {
    before({}, { phase: 'done', outcome: 'failed' });
    expect(await deadMan()).toBe('nothing to do');
    expect([world.zeebe.resumedBy, world.redis.intent?.runId]).toEqual([[], 'run-a']);
  });

  it('throws as long as exporting does not run, so that BullMQ tries again', async () => {
    before();
    world.zeebe.stuck.add(0);
    await expect(deadMan()).rejects.toThrow('trying again');
    world.zeebe.stuck.clear();
    expect(await deadMan()).toBe('ended the run');
  });

  it('leaves the run to another process that ends it', async () => {
    before();
    world.zeebe.stuck.add(0);
    await expect(deadMan()).rejects.toThrow('trying again');
    expect(await deadMan(processorOf('coordinator@host-2'))).toBe('left to others');
  });
});
