import { beforeEach, describe, expect, it } from '@jest/globals';
import { FencedOut } from '#redis';
import { StepFailure, type RunKind, type StepName, type StepState } from '#domain';
import { jobOf, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { RunFinalizer } from './run-finalizer.ts';

standingClocks();

let world: RunWorld;
let finisher: RunFinalizer;
beforeEach(async () => {
  world = new RunWorld();
  const { store, holder, deadMan, windows } = world.process();
  finisher = new RunFinalizer(store, holder, deadMan, windows);
  await deadMan.arm(world.begin(), Date.now());
});

/** Every step is in this state, or done. */
function allDoneBut(states: Partial<Record<StepName, StepState>> = {}, kind: RunKind = 'backup') {
  const steps = world.begin({ kind }).steps.map(({ name }) => [name, states[name] ?? 'done']);
  return { kind, states: Object.fromEntries(steps) as Partial<Record<StepName, StepState>> };
}

const finish = () => finisher.finish(jobOf(world.run));

describe('the end of a run', () => {
  it('is completed when every step is done and exporting runs; lock, dead man and pause window are gone', async () => {
    world.begin({ ...allDoneBut(), phase: 'finalizing' });
    await world.windows.hold(world.run);
    expect(await finish()).toBe('completed');
    expect(world.run).toMatchObject({
      ...{ phase: 'done', outcome: 'completed', failure: null, finishedAt: '2026-01-01T12:00:00.000Z' },
    });
    expect([world.redis.lock, world.queue.jobs.size]).toEqual([null, 0]);
    expect(world.windows.open.size).toBe(0);
    expect(world.journal).toMatchObject([
      { type: 'run-finished', step: null, message: 'completed', failure: null, by: 'worker@host-1' },
    ]);
  });

  it('is written once: a second call repeats the outcome', async () => {
    world.begin(allDoneBut());
    await finish();
    const [record, { length }] = [world.run, world.redis.changes];
    expect(await finish()).toBe('completed');
    expect([world.run, world.redis.changes.length, world.story]).toEqual([record, length, ['run-finished']]);
  });

  it.each(['softPaused', 'mixed', 'unknown'] as const)(
    'is not completed while exporting is %s, and says why',
    async (exporting) => {
      world.begin({ ...allDoneBut(), exporting });
      expect(await finish()).toBe('failed');
      expect(world.run.failure).toMatchObject({
        code: 'exporting-incomplete',
        message: expect.stringContaining(exporting),
      });
    },
  );

  it('of a deletion has nothing to do with exporting', async () => {
    world.begin({ ...allDoneBut({}, 'deletion'), exporting: 'unknown' });
    expect(await finish()).toBe('completed');
  });

  it('names the failure of the step that caused it, not that of those that followed', async () => {
    world.begin(allDoneBut({ 'snapshot-records': 'failed', 'backup-zeebe': 'failed' }));
    const failure = StepFailure.permanent('snapshot-failed', 'no space').detail;
    const follows = StepFailure.permanent('earlier-step-failed', 'not started').detail;
    const fields = world.redis.runs.get(42)!;
    const fail = (name: StepName, of: object) =>
      fields.set(`step:${name}`, JSON.stringify({ ...world.step(name), failure: of }));
    fail('backup-zeebe', follows);
    fail('snapshot-records', failure);
    expect(await finish()).toBe('failed');
    expect(world.run.failure).toEqual(failure);
    expect(world.journal.at(-1)).toMatchObject({ message: 'failed: no space', failure });
  });

  it('is cancelled when that was requested and nothing failed by itself', async () => {
    world.begin({
      ...allDoneBut({ 'backup-zeebe': 'skipped' }),
      cancelRequestedAt: '2026-01-01T11:00:00.000Z',
    });
    expect(await finish()).toBe('cancelled');
    expect(world.run.failure).toBeNull();
  });

  it.each(['pending', 'skipped'] as const)(
    'names the step that was never started, where it left the rest %s',
    async (state) => {
      world.begin(allDoneBut({ 'snapshot-records': state, 'backup-zeebe': state }));
      expect(await finish()).toBe('failed');
      expect(world.run.failure).toMatchObject({
        ...{ code: 'job-lost', component: 'records' },
        message: expect.stringContaining('snapshot-records was never started'),
      });
    },
  );

  it('names why the first step was skipped, where none has failed', async () => {
    world.begin(allDoneBut({ 'snapshot-records': 'skipped', 'backup-zeebe': 'skipped' }));
    const failure = StepFailure.permanent('pause-broken', 'no longer on record').detail;
    world.redis.runs
      .get(42)!
      .set('step:snapshot-records', JSON.stringify({ ...world.step('snapshot-records'), failure }));
    expect(await finish()).toBe('failed');
    expect(world.run.failure).toEqual(failure);
  });

  it('closes steps whose job was lost: what ran has failed, what did not start is skipped', async () => {
    world.begin(allDoneBut({ 'snapshot-records': 'running', 'backup-zeebe': 'pending' }));
    expect(await finish()).toBe('failed');
    expect(world.run.failure).toMatchObject({
      ...{ code: 'job-lost', message: expect.stringContaining('snapshot-records ended without a result') },
    });
    expect(world.step('snapshot-records')).toMatchObject({
      state: 'failed',
      failure: { code: 'job-lost', component: 'records' },
    });
    expect(world.step('backup-zeebe').state).toBe('skipped');
    expect(world.story).toEqual([
      'step-failed snapshot-records',
      'step-skipped backup-zeebe',
      'run-finished',
    ]);
  });
});

describe('a run that is no longer its own', () => {
  beforeEach(() => {
    world.begin(allDoneBut());
  });

  it.each(['its fence is not the current one', 'another run has its number', 'Redis lost it'])(
    'is not finished when %s',
    async (how) => {
      const job = jobOf(world.run);
      if (how.startsWith('its')) world.redis.raiseFence();
      else if (how.startsWith('another')) world.begin({ ...allDoneBut(), runId: 'run-b' });
      else world.redis.runs.clear();
      await expect(finisher.finish(job)).rejects.toBeInstanceOf(FencedOut);
      expect(world.redis.record(42)?.phase).not.toBe('done');
      expect(world.redis.journals.get(42)).toEqual([]);
      expect(world.queue.jobs.size).toBe(1);
    },
  );

  it('has not the outcome of the run that has its number', async () => {
    const job = jobOf(world.run);
    world.begin({ ...allDoneBut(), runId: 'run-b' });
    await finish();
    await expect(finisher.finish(job)).rejects.toBeInstanceOf(FencedOut);
  });

  it('is not finished twice by two processes at once', async () => {
    const job = jobOf(world.run);
    const ends = await Promise.allSettled([finisher.finish(job), finisher.finish(job)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(world.story).toEqual(['run-finished']);
  });
});
