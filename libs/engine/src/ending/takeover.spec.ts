import { beforeEach, describe, expect, it } from '@jest/globals';
import { ENDING_FIELD, FencedOut, TooLate } from '#redis';
import { StepFailure } from '#domain';
import { jobOf, pass, standingClocks } from '../run-world.spec-support.ts';
import type { RunTakeover } from './run-takeover.ts';
import { cause, states, TakeoverWorld } from './takeover-world.spec-support.ts';

standingClocks();

let world: TakeoverWorld;
let here: RunTakeover;
let there: RunTakeover;
beforeEach(() => {
  world = new TakeoverWorld();
  ({ here, there } = world);
});

const stuck = () => world.stuck();
const end = (ender = here, failure = cause) => world.end(ender, failure);
const failures = () =>
  world.metric('exporting_resume_failures_total', { cluster: 'prod', actor: 'supervisor' });

describe('a run that is taken over', () => {
  it('resumes exporting, then fails with the cause, closes every step and releases the cluster', async () => {
    const { fence } = await stuck();
    expect(await end()).toBe(true);
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
    const at = '2026-01-01T12:00:00.000Z';
    expect(world.run).toMatchObject({
      ...{ phase: 'done', outcome: 'failed', failure: cause, finishedAt: at },
      ...{ exporting: 'running', resumedAt: at },
    });
    expect(world.run.fence).toBeGreaterThan(fence);
    expect(world.run.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'backup-operate done',
      'pause-exporting done',
      'snapshot-records failed',
      'backup-zeebe skipped',
      'resume-exporting skipped',
    ]);
    expect(world.step('snapshot-records')).toMatchObject({ failure: cause, finishedAt: at });
    expect([world.redis.lock, world.redis.intent, world.queue.jobs.size]).toEqual([null, null, 0]);
    expect(world.windows.open.size).toBe(0);
    expect(world.story).toEqual([
      'run-taken-over',
      'resume-intended resume-exporting',
      'exporting-resumed',
      'step-failed snapshot-records',
      'step-skipped backup-zeebe',
      'step-skipped resume-exporting',
      'run-finished',
    ]);
    expect(world.journal.at(-1)).toMatchObject({ by: 'coordinator@host-1', failure: cause });
  });

  it('keeps the pause on record where exporting was paused at another address than the present one', async () => {
    await stuck();
    const { intent } = world.redis;
    expect(await here.end(world.cluster, world.run, cause, { isElsewhere: true })).toBe(true);
    expect(world.run).toMatchObject({
      phase: 'done',
      outcome: 'failed',
      exporting: 'unknown',
      resumedAt: null,
    });
    expect(world.redis.intent).toEqual({ ...intent, fence: world.run.fence });
    expect(world.redis.lock).toBeNull();
    expect(world.story).toContain('exporting-incomplete');
    expect(world.story).not.toContain('exporting-resumed');
  });

  it('calls Zeebe under its new fence', async () => {
    await stuck();
    await end();
    const { fence } = world.run;
    expect(world.zeebe.resumedBy).toEqual([
      `holdfast (coordinator@host-1; backup 42; run=run-a; fence=${fence})`,
    ]);
  });

  it('shuts out the processes that worked on it', async () => {
    const job = jobOf(await stuck());
    world.zeebe.stuck.add(0);
    await expect(end()).rejects.toThrow('exporting');
    const { store, leases } = world.process();
    await expect(leases.renew(job)).rejects.toBeInstanceOf(FencedOut);
    await expect(store.write(job, {})).rejects.toBeInstanceOf(FencedOut);
  });

  it('does not ask Zeebe when it owns no pause, and leaves the pause of another run', async () => {
    const run = world.begin({ states, exporting: 'softPaused' });
    world.pauseOf({ ...run, runId: 'another', number: 41 });
    const { intent } = world.redis;
    expect(await end()).toBe(true);
    expect([world.zeebe.looks, world.zeebe.resumedBy, world.redis.intent]).toEqual([0, [], intent]);
    expect(world.run).toMatchObject({ phase: 'done', outcome: 'failed', exporting: 'softPaused' });
    expect(world.run.resumedAt).toBeNull();
  });

  it('is ended once: a second call changes nothing', async () => {
    await stuck();
    await end();
    const [record, story] = [world.run, world.story];
    expect(await end()).toBe(false);
    expect(await end(there)).toBe(false);
    expect([world.run, world.story, world.zeebe.resumedBy.length]).toEqual([record, story, 1]);
  });

  it('is left to another run that has the cluster by now, and to one that took it over', async () => {
    const run = await stuck();
    world.redis.lock = { runId: 'another', fence: 2_000 };
    expect(await end()).toBe(false);
    world.redis.lock = null;
    expect(await here.end(world.cluster, { ...run, fence: run.fence - 1 }, cause)).toBe(false);
    expect([world.run.phase, world.story, world.zeebe.resumedBy]).toEqual(['running', [], []]);
  });

  it('whose end was written meanwhile keeps that end', async () => {
    await stuck();
    world.zeebe.beforeLeaving = () => {
      world.redis.runs.get(42)!.set('phase', 'done').set('outcome', 'completed');
    };
    expect(await end()).toBe(true);
    expect(world.run.outcome).toBe('completed');
    expect(world.story).not.toContain('run-finished');
  });
});

describe('exporting that does not run yet', () => {
  beforeEach(async () => {
    await stuck();
    world.zeebe.stuck.add(1);
    await expect(end()).rejects.toThrow('exporting is paused on partition 2');
  });

  it('keeps the run open, its lock held and its pause on record', async () => {
    expect(world.run).toMatchObject({ phase: 'running', outcome: null, exporting: 'unknown' });
    expect(world.redis.lock).toEqual({ runId: 'run-a', fence: world.run.fence });
    expect(world.redis.intent).toMatchObject({ runId: 'run-a', fence: world.run.fence });
    expect(world.queue.jobs.size).toBe(1);
    expect(await failures()).toBe(1);
  });

  it('is tried again by the same process, without another takeover, until it runs', async () => {
    const { fence } = world.run;
    await expect(end()).rejects.toThrow('trying again');
    world.zeebe.stuck.clear();
    expect(await end()).toBe(true);
    expect(world.run).toMatchObject({ fence, phase: 'done', exporting: 'running' });
    expect(world.story.filter((entry) => entry === 'run-taken-over')).toHaveLength(1);
    expect(await failures()).toBe(2);
  });

  it('fails the run in the end with the first cause, whatever the later calls name', async () => {
    world.zeebe.stuck.clear();
    await end(here, StepFailure.permanent('lock-lost', 'a later one').detail);
    expect(world.run.failure).toEqual(cause);
  });

  it('is left by the same process that lost the fence in between', async () => {
    const before = world.run;
    world.redis.raiseFence();
    expect(await here.end(world.cluster, before, cause)).toBe(false);
    expect(world.zeebe.resumedBy).toHaveLength(1);
  });
});

describe('a broker that is down', () => {
  beforeEach(async () => {
    await stuck();
    world.zeebe.down.add(1);
    for (let tries = 1; tries < 5; tries += 1) await expect(end()).rejects.toThrow('cannot be reached');
  });

  it('keeps the run open for four tries', () => {
    expect(world.run.phase).toBe('running');
  });

  it('does not at the fifth: the run ends, and what is left of its pause stays on record', async () => {
    expect(await end()).toBe(true);
    expect(world.run).toMatchObject({ phase: 'done', outcome: 'failed', exporting: 'mixed' });
    expect(world.run.resumedAt).toBeNull();
    expect(world.redis.intent).toMatchObject({ runId: 'run-a' });
    expect(world.redis.lock).toBeNull();
    expect(world.story).toContain('exporting-incomplete');
    expect(world.story).not.toContain('exporting-resumed');
  });

  it('does as long as a broker that answers is still paused', async () => {
    world.zeebe.phases.fill('SOFT_PAUSED');
    world.zeebe.stuck.add(0);
    await expect(end()).rejects.toThrow('trying again');
    expect(world.run.phase).toBe('running');
  });
});

describe('of two processes that end a run', () => {
  beforeEach(async () => {
    await stuck();
    world.zeebe.stuck.add(0);
    await expect(end(here)).rejects.toThrow('trying again');
  });

  it('the second one leaves it to the first while that one shows that it works on it', async () => {
    const { fence } = world.run;
    for (let seconds = 0; seconds < 30; seconds += 3) {
      expect(await end(there)).toBe(false);
      pass(3_000);
      await expect(end(here)).rejects.toThrow('trying again');
    }
    expect(world.run.fence).toBe(fence);
  });

  it('the second one takes over when the mark of the first has not moved for seven seconds', async () => {
    const { fence } = world.run;
    expect(await end(there)).toBe(false);
    pass(6_999);
    expect(await end(there)).toBe(false);
    pass(1);
    world.zeebe.stuck.clear();
    expect(await end(there, StepFailure.permanent('lock-lost', 'another').detail)).toBe(true);
    expect(world.run.fence).toBeGreaterThan(fence);
    expect(world.run.failure).toEqual(cause);
    expect(JSON.parse(world.redis.runs.get(42)!.get(ENDING_FIELD)!)).toMatchObject({
      ...{ by: 'worker-zeebe@host-2', attempt: 2 },
    });
  });
});

describe('a process that stood still', () => {
  it('after its mark was set does not resume: by then another one may work on the run', async () => {
    await stuck();
    let renewals = 0;
    world.redis.afterRenewal = () => {
      renewals += 1;
      pass(7_000);
    };
    let prepared = 0;
    world.zeebe.beforeLeaving = () => (prepared += 1);
    await expect(end()).rejects.toBeInstanceOf(TooLate);
    expect([renewals, prepared, world.zeebe.resumedBy, world.run.phase]).toEqual([1, 0, [], 'running']);
  });

  it('right before the bytes leave does not send them', async () => {
    await stuck();
    world.zeebe.beforeLeaving = () => pass(7_000);
    await expect(end()).rejects.toBeInstanceOf(TooLate);
    expect([world.zeebe.resumedBy, world.zeebe.phases[0], world.run.phase]).toEqual([
      ...[[], 'SOFT_PAUSED', 'running'],
    ]);
    world.zeebe.beforeLeaving = () => undefined;
    expect(await end()).toBe(true);
  });
});
