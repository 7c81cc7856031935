import { beforeEach, describe, expect, it } from '@jest/globals';
import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import { CANARY_JOB } from '#contracts';
import { FencedOut, PassOvertaken } from '#redis';
import { StepFailure, versioned } from '#domain';
import { START, jobOf, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { ScriptedStep } from './scripted-step.spec-support.ts';
import { StepProcessor } from './step-processor.ts';
import type { PassResult, Step } from './step.ts';

standingClocks();

class Processor extends StepProcessor {}

let world: RunWorld;
let delays: { until: number; token: string | undefined }[];
beforeEach(() => {
  world = new RunWorld();
  world.begin();
  delays = [];
});

const processor = (step: Step) => new Processor('operate', world.process().runner, [step]);
const stepThat = (script: () => PassResult) =>
  new ScriptedStep('backup-operate', script, { deadlineMs: 1_000 });

function work(step: Step, data: object = { ...jobOf(world.run), step: step.name }): Promise<string> {
  const moveToDelayed = (until: number, token?: string) => Promise.resolve(delays.push({ until, token }));
  const job = { name: step.name, data, moveToDelayed } as unknown as Job;
  return processor(step).process(job, 'token-1');
}

describe('the job of a step', () => {
  it('is completed with the answer of a pass that is done', async () => {
    expect(await work(stepThat(() => ({ done: true, answer: 'COMPLETED' })))).toBe('COMPLETED');
    expect(delays).toEqual([]);
  });

  it('is put back, under its own token, by a pass that is not: it did not fail', async () => {
    const pass = work(stepThat(() => ({ done: false, answer: 'part 1' })));
    await expect(pass).rejects.toBeInstanceOf(DelayedError);
    expect(delays).toEqual([{ until: expect.any(Number), token: 'token-1' }]);
    expect(delays[0]!.until).toBeGreaterThan(START);
    expect(delays[0]!.until).toBeLessThanOrEqual(START + 1.2 * world.config.steps.pollMin);
  });

  it('is put back by a transient failure, too: BullMQ has nothing to count', async () => {
    const pass = work(
      stepThat(() => {
        throw StepFailure.transient('busy', 'wait');
      }),
    );
    await expect(pass).rejects.toBeInstanceOf(DelayedError);
    expect(delays).toHaveLength(1);
  });

  it('has failed for good once its step has', async () => {
    const step = stepThat(() => {
      throw StepFailure.permanent('refused', 'no repository');
    });
    await expect(work(step)).rejects.toThrow(new UnrecoverableError('no repository'));
    await expect(work(step)).rejects.toBeInstanceOf(UnrecoverableError);
    expect([step.passes, delays]).toEqual([1, []]);
  });

  it('has failed for good once its run lost the fence', async () => {
    const step = stepThat(() => ({ done: true, answer: '' }));
    world.redis.raiseFence();
    await expect(work(step)).rejects.toBeInstanceOf(UnrecoverableError);
    expect(step.passes).toBe(0);
  });

  it.each([new Error('no Redis'), new PassOvertaken('backup-operate')])(
    'is tried again by BullMQ after "%s"',
    async (error) => {
      world.redis.trouble = error;
      await expect(work(stepThat(() => ({ done: true, answer: '' })))).rejects.toBe(error);
      expect(error).not.toBeInstanceOf(FencedOut);
    },
  );

  it('has failed for good when this worker does not know the step, and the run is as it was', async () => {
    const known = stepThat(() => ({ done: true, answer: '' }));
    const before = world.run;
    const unknown = work(known, { ...jobOf(world.run), step: 'backup-tasklist' });
    await expect(unknown).rejects.toBeInstanceOf(UnrecoverableError);
    await expect(work(known, { ...jobOf(world.run), step: 'backup-tasklist' })).rejects.toThrow(
      'This worker cannot run step backup-tasklist. Is it a different version from the coordinator?',
    );
    expect([known.passes, world.run, world.redis.changes]).toEqual([0, before, []]);
  });

  it('is not worked on when it does not say which run it is for', async () => {
    const step = stepThat(() => ({ done: true, answer: '' }));
    await expect(work(step, versioned('job', { step: step.name }))).rejects.toThrow('runId');
    expect(step.passes).toBe(0);
  });
});

describe('a processor', () => {
  it('answers a canary without touching any run', async () => {
    const step = stepThat(() => ({ done: true, answer: '' }));
    expect(await processor(step).process({ name: CANARY_JOB } as Job)).toBe('alive');
    expect([step.passes, world.redis.changes]).toEqual([0, []]);
  });
});
