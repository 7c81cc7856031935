import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  CONFIGURATION_FIELD,
  FencedOut,
  IDENTITY_FIELD,
  PassOvertaken,
  stepPassField,
  TooLate,
} from '#redis';
import { versioned, type RunRecord } from '#domain';
import { OtherConfiguration } from '../configuration/other-configuration.ts';
import type { MutatingCall } from './permitted-call.ts';
import { jobOf, pass, RunWorld, standingClocks, type FakeProcess } from '../run-world.spec-support.ts';
import { ScriptedStep } from './scripted-step.spec-support.ts';
import type { RunStepContext } from './step-context.ts';

standingClocks();

const pausing = new ScriptedStep('pause-exporting', () => ({ done: true, answer: '' }));
const always = new ScriptedStep('resume-exporting', () => ({ done: true, answer: '' }), { always: true });

let world: RunWorld;
let here: FakeProcess;
let run: RunRecord;
beforeEach(() => {
  world = new RunWorld();
  here = world.process();
  run = world.begin({ states: { 'pause-exporting': 'running', 'resume-exporting': 'running' } });
});

/** A pass that has opened. */
async function opened(step = pausing): Promise<RunStepContext> {
  const context = await here.contexts.of(step, jobOf(run));
  await context.open();
  return context;
}

const pauseUntil = (deadline: number) => ({
  ...{ kind: run.kind, number: run.number, runId: run.runId, fence: run.fence, deadline },
});

describe('the configuration that a step works with', () => {
  const beganWith = (fingerprint: string) => world.redis.runs.get(42)!.set(CONFIGURATION_FIELD, fingerprint);

  it('is the one that the run began with; a process with another one leaves the step to others', async () => {
    beganWith(world.cluster.fingerprint);
    expect((await opened()).cluster.name).toBe('prod');
    beganWith('of another file');
    await expect(here.contexts.of(pausing, jobOf(run))).rejects.toBeInstanceOf(OtherConfiguration);
  });

  it('may be another one for a step that was cancelled, and never for the one that resumes exporting', async () => {
    beganWith('of another file');
    world.redis.runs.get(42)!.set('cancelRequestedAt', new Date().toISOString());
    expect((await opened()).cluster.name).toBe('prod');
    await expect(here.contexts.of(always, jobOf(run))).rejects.toBeInstanceOf(OtherConfiguration);
  });
});

describe('what a step knows', () => {
  it('is the pause of its own run, and no other', async () => {
    world.pauseOf(run);
    expect((await opened()).pause).toEqual(world.redis.intent);
    world.redis.intent = { ...world.redis.intent!, runId: 'another' };
    expect((await opened()).pause).toBeNull();
  });

  it('is what its last pass kept', async () => {
    const first = await opened();
    first.keep({ one: 1 });
    first.keep({ two: 2 });
    await first.intend('pause');
    expect((await opened()).memory.kept).toEqual({ one: 1, two: 2 });
  });

  it('is who the cluster was when the preflight passed', async () => {
    expect((await opened()).identity).toBeNull();
    const identity = { cluster: 'prod', installation: 'i', engine: 'e', prefix: 'zeebe-record' };
    world.redis.runs.get(42)!.set(IDENTITY_FIELD, JSON.stringify(identity));
    expect((await opened()).identity).toEqual(identity);
  });

  it('is nothing of a step that the run does not have', async () => {
    const job = jobOf(run);
    const foreign = new ScriptedStep('backup-optimize', pausing.script);
    await expect(here.contexts.of(foreign, job)).rejects.toBeInstanceOf(FencedOut);
  });

  it('calls under a name that tells run and fence to the log of the component', async () => {
    const { caller, timeoutMs } = (await opened()).look();
    expect(caller).toBe(`holdfast (worker@host-1; backup 42; run=run-a; fence=${run.fence})`);
    expect(timeoutMs).toBe(world.config.steps.callTimeout);
  });
});

describe('a call that changes something', () => {
  const sent = async (context: RunStepContext, before: (call: MutatingCall) => void = () => undefined) =>
    context.mutate((call) => {
      before(call);
      call.permit();
      return Promise.resolve('sent');
    });

  it('is made right after a renewal and a sign of life', async () => {
    const context = await opened();
    pass(5_000);
    world.redis.changes.length = 0;
    expect(await sent(context)).toBe('sent');
    expect(world.redis.changes).toEqual(['renew', 'write']);
    expect(world.step('pause-exporting').lookedAt).toBe('2026-01-01T12:00:05.000Z');
  });

  it('does not leave once the lease is over, less its margin', async () => {
    world.config.steps.workerGrace = 3_600_000;
    const context = await opened();
    expect(await sent(context, () => pass(26_999))).toBe('sent');
    await expect(sent(context, () => pass(27_000))).rejects.toBeInstanceOf(TooLate);
  });

  it('does not leave once the supervisor may count the worker as gone', async () => {
    world.config.steps.workerGrace = 4_000;
    const context = await opened();
    expect(await sent(context, () => pass(3_999))).toBe('sent');
    await expect(sent(context, () => pass(4_000))).rejects.toBeInstanceOf(TooLate);
  });

  it('does not leave after the deadline of the pause, unless it resumes', async () => {
    world.pauseOf(run, 2_000);
    const [within, ending] = [await opened(), await opened(always)];
    expect(await sent(within, () => pass(1_999))).toBe('sent');
    await expect(sent(within, () => pass(1))).rejects.toBeInstanceOf(TooLate);
    expect(await sent(ending)).toBe('sent');
  });

  it('is not even prepared when its permit is over before that', async () => {
    const context = await opened();
    world.redis.afterRenewal = () => pass(30_000);
    let prepared = false;
    const effect = (): Promise<void> => Promise.resolve(void (prepared = true));
    await expect(context.mutate(effect)).rejects.toBeInstanceOf(TooLate);
    expect(prepared).toBe(false);
  });

  it('has as long as a call may take, and no longer than its permit', async () => {
    const limits: number[] = [];
    const context = await opened();
    await sent(context, (call) => {
      limits.push(call.timeoutMs);
      pass(20_000);
      limits.push(call.timeoutMs);
    });
    expect(limits).toEqual([10_000, 7_000]);
  });
});

describe('an intent', () => {
  it('is on record before the call, counts as an attempt, and is in the journal', async () => {
    const context = await opened();
    await context.intend('backup 42');
    await context.intend('backup 42');
    expect(world.step('pause-exporting').attempts).toBe(2);
    expect(world.memory('pause-exporting')).toMatchObject({ intendedAt: Date.now(), looks: 0 });
    expect(world.story).toEqual(['step-triggered pause-exporting', 'step-triggered pause-exporting']);
    expect(world.queue.jobs.size).toBe(0);
  });

  it('to pause arms the dead man, is remembered without Redis, and owns the pause on record', async () => {
    const intent = pauseUntil(Date.now() + 600_000);
    const context = await opened();
    await context.intend('soft-pause exporting', intent);
    expect([...world.queue.jobs]).toEqual([
      ['backup-42-run-a-dead-man', { name: 'dead-man', data: versioned('job', jobOf(run)), delay: 603_000 }],
    ]);
    expect(here.pauses.intent('prod')).toMatchObject({ deadline: intent.deadline });
    expect([world.redis.intent, context.pause]).toEqual([intent, intent]);
    expect(world.run.exporting).toBe('unknown');
    expect(world.story).toEqual(['pause-intended pause-exporting']);
  });

  it('to pause is not written when the dead man cannot be armed', async () => {
    const context = await opened();
    world.queue.trouble = new Error('no Redis');
    await expect(context.intend('pause', pauseUntil(Date.now() + 1_000))).rejects.toThrow('no Redis');
    expect([world.redis.intent, world.run.exporting, world.story]).toEqual([null, 'running', []]);
  });

  it('that was withdrawn, or accepted, is so for the next pass', async () => {
    const context = await opened();
    await context.intend('backup 42');
    await context.withdraw();
    expect(world.memory('pause-exporting').intendedAt).toBeNull();
    await context.accept(1_234, 'accepted');
    expect((await opened()).memory).toMatchObject({ acceptedAt: 1_234, intendedAt: 1_234 });
    expect(world.step('pause-exporting').lastAnswer).toBe('accepted');
  });
});

describe('what a pass measured', () => {
  it('is added to what an earlier pass did', async () => {
    const first = await opened();
    first.measure({ positions: { 1: 5 } });
    await first.save({});
    const second = await opened();
    second.measure({ documents: { operate: 3 } });
    await second.save({});
    expect(world.run).toMatchObject({ measured: { positions: { 1: 5 }, documents: { operate: 3 } } });
  });
});

describe('a pass', () => {
  it('writes nothing once a later one has opened, in this process or in another', async () => {
    const earlier = await opened();
    here = world.process('worker@host-2');
    const later = await opened();
    await expect(earlier.intend('backup 42')).rejects.toBeInstanceOf(PassOvertaken);
    let called = false;
    const call = earlier.mutate(() => Promise.resolve(void (called = true)));
    await expect(call).rejects.toBeInstanceOf(PassOvertaken);
    expect([called, world.step('pause-exporting').attempts, world.story]).toEqual([false, 0, []]);
    await later.intend('backup 42');
    expect(world.journal).toMatchObject([{ by: 'worker@host-2' }]);
  });

  it('has a name of its own', async () => {
    const names = new Set<string | undefined>();
    for (let passes = 0; passes < 3; passes += 1) {
      await opened();
      names.add(world.redis.runs.get(42)!.get(stepPassField('pause-exporting')));
    }
    expect(names.size).toBe(3);
  });
});
