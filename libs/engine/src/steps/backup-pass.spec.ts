import { beforeEach, describe, expect, it } from '@jest/globals';
import { StepFailure, type BackupObservation } from '#domain';
import { jobOf, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { backupPass, type BackupTarget } from './backup-pass.ts';
import { ABSENT, COMPLETED, RUNNING, ScriptedStep } from './scripted-step.spec-support.ts';
import type { PassResult } from './step.ts';

standingClocks();

/** A component that starts the backup when it is asked to. */
class Component implements BackupTarget {
  seen = ABSENT;
  triggers = 0;
  /** What becomes of the next trigger; it arrives, and is answered, unless it says otherwise. */
  onTrigger: () => void = () => undefined;

  look(): Promise<BackupObservation> {
    return Promise.resolve(this.seen);
  }

  async trigger(): Promise<string> {
    await Promise.resolve();
    this.triggers += 1;
    this.onTrigger();
    this.seen = RUNNING;
    return 'accepted';
  }
}

let world: RunWorld;
let component: Component;
beforeEach(() => {
  world = new RunWorld();
  world.begin();
  component = new Component();
});

/** One pass of the step; any process might make the next one. */
async function backUp(): Promise<PassResult> {
  const results: Promise<PassResult>[] = [];
  const step = new ScriptedStep('backup-operate', (context) => {
    results.push(backupPass(component, context));
    return results[0]!;
  });
  await world.process().runner.run(step, jobOf(world.run));
  return results[0]!;
}

const lost = StepFailure.transient('unreachable', 'connection reset');
const memory = () => world.memory('backup-operate');
const attempts = () => world.step('backup-operate').attempts;

describe('a backup', () => {
  it('is asked for once, looked at until it is done, and reported with its progress', async () => {
    expect(await backUp()).toEqual({ done: false, answer: 'IN_PROGRESS', progress: { done: 1, total: 6 } });
    expect(await backUp()).toMatchObject({ done: false });
    component.seen = COMPLETED;
    expect(await backUp()).toEqual({ done: true, answer: 'COMPLETED', progress: { done: 6, total: 6 } });
    expect([component.triggers, attempts()]).toEqual([1, 1]);
  });

  it('is never asked for over one that this run did not ask for', async () => {
    component.seen = COMPLETED;
    await expect(backUp()).rejects.toMatchObject({
      detail: { code: 'id-in-use', retryable: false, component: 'operate', answer: 'COMPLETED' },
    });
    expect([component.triggers, attempts()]).toEqual([0, 0]);
  });

  it('may be unknown for a moment after it was accepted, and has failed when it stays unknown', async () => {
    await backUp();
    component.seen = ABSENT;
    pass(30_000);
    expect(await backUp()).toMatchObject({ done: false });
    pass(1);
    await expect(backUp()).rejects.toMatchObject({ detail: { code: 'backup-lost', retryable: false } });
    expect(component.triggers).toBe(1);
  });

  it('has failed when the component says so', async () => {
    await backUp();
    component.seen = { ...RUNNING, state: 'failed', message: 'a shard failed' };
    await expect(backUp()).rejects.toMatchObject({
      detail: { code: 'backup-failed', retryable: false, answer: 'a shard failed' },
    });
  });

  it('has failed when it stands still between two parts for too long', async () => {
    await backUp();
    component.seen = { ...RUNNING, state: 'incomplete' };
    await backUp();
    pass(300_000);
    expect(await backUp()).toMatchObject({ done: false });
    pass(1);
    await expect(backUp()).rejects.toMatchObject({ detail: { code: 'backup-incomplete' } });
  });
});

describe('a trigger whose answer was lost', () => {
  beforeEach(async () => {
    component.onTrigger = () => {
      throw lost;
    };
    await expect(backUp()).rejects.toBe(lost);
    component.onTrigger = () => undefined;
  });

  it('is on record as intended, and not as accepted', () => {
    expect(memory()).toMatchObject({ intendedAt: Date.now(), acceptedAt: null });
  });

  it('has arrived when the component shows the backup, whatever its state is by then', async () => {
    const asked = Date.now();
    pass(500);
    component.seen = COMPLETED;
    expect(await backUp()).toMatchObject({ done: true });
    expect(component.triggers).toBe(1);
    expect(memory().acceptedAt).toBe(asked);
  });

  it('is given three seconds before it is sent again', async () => {
    pass(2_999);
    expect(await backUp()).toEqual({
      done: false,
      answer: 'the answer to the trigger was lost; not visible yet (no such backup)',
    });
    expect(component.triggers).toBe(1);
    pass(1);
    expect(await backUp()).toMatchObject({ done: false, answer: 'IN_PROGRESS' });
    expect([component.triggers, attempts()]).toEqual([2, 2]);
  });

  it('has arrived when the second one finds the id in use: it was free before the first', async () => {
    const asked = Date.now();
    pass(3_000);
    component.onTrigger = () => {
      component.seen = RUNNING;
      throw StepFailure.permanent('id-in-use', 'exists', { answer: 'already exists' });
    };
    expect(await backUp()).toMatchObject({ done: false, answer: 'IN_PROGRESS' });
    expect(memory().acceptedAt).toBe(asked);
  });
});

describe('a trigger that was refused', () => {
  it.each([
    ['permanently', StepFailure.permanent('refused', 'no repository', { status: 400 })],
    ['for a moment', StepFailure.transient('unavailable', 'starting', { status: 503 })],
  ])('%s fails the pass with what was answered', async (_, failure) => {
    component.onTrigger = () => {
      throw failure;
    };
    await expect(backUp()).rejects.toBe(failure);
    expect(memory().acceptedAt).toBeNull();
  });

  it('because the id is in use, at the first try, is no backup of this run', async () => {
    const inUse = StepFailure.permanent('id-in-use', 'exists', { answer: 'already exists' });
    component.onTrigger = () => {
      throw inUse;
    };
    await expect(backUp()).rejects.toBe(inUse);
    expect(memory().acceptedAt).toBeNull();
  });

  it('because the component is busy did not start anything: the next pass asks at once', async () => {
    component.onTrigger = () => {
      throw StepFailure.transient('busy', 'another backup', { status: 400 });
    };
    await expect(backUp()).rejects.toMatchObject({ detail: { code: 'busy' } });
    expect(memory().intendedAt).toBeNull();
    component.onTrigger = () => undefined;
    expect(await backUp()).toMatchObject({ answer: 'IN_PROGRESS' });
    expect(component.triggers).toBe(2);
  });

  it('is what the next pass reports while it waits for the backup to show', async () => {
    component.onTrigger = () => {
      throw StepFailure.transient('unavailable', 'HTTP 502 of a proxy', { status: 502 });
    };
    await expect(backUp()).rejects.toBeInstanceOf(StepFailure);
    expect(await backUp()).toMatchObject({ answer: 'HTTP 502 of a proxy; not visible yet (no such backup)' });
    expect(component.triggers).toBe(1);
  });
});
