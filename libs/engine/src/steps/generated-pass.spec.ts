import { beforeEach, describe, expect, it } from '@jest/globals';
import { measuredOf, StepFailure, type BackupObservation } from '#domain';
import { jobOf, pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { generatedPass, type GeneratedTarget } from './generated-pass.ts';
import { ABSENT, RUNNING as ONE_OF_SIX, ScriptedStep } from './scripted-step.spec-support.ts';
import type { PassResult } from './step.ts';

standingClocks();

/** Of two partitions. */
const RUNNING: BackupObservation = { ...ONE_OF_SIX, total: 2 };
const COMPLETED: BackupObservation = { ...RUNNING, state: 'completed', message: 'COMPLETED', done: 2 };

/** A component that also takes backups by itself. */
class Component implements GeneratedTarget {
  readonly known = new Map<number, BackupObservation>([[100, COMPLETED]]);
  taken = 0;
  onTake: () => void = () => undefined;

  ids(): Promise<number[]> {
    return Promise.resolve([...this.known.keys()]);
  }

  look(id: number): Promise<BackupObservation> {
    return Promise.resolve(this.known.get(id) ?? ABSENT);
  }

  async take(): Promise<number> {
    await Promise.resolve();
    this.taken += 1;
    this.onTake();
    return this.begin(RUNNING);
  }

  begin(seen: BackupObservation): number {
    const id = Math.max(...this.known.keys()) + 10;
    this.known.set(id, seen);
    return id;
  }
}

let world: RunWorld;
let component: Component;
beforeEach(() => {
  world = new RunWorld();
  world.begin();
  component = new Component();
});

async function backUp(): Promise<PassResult> {
  const results: Promise<PassResult>[] = [];
  const step = new ScriptedStep('backup-operate', (context) => {
    results.push(generatedPass(component, context));
    return results[0]!;
  });
  await world.process().runner.run(step, jobOf(world.run));
  return results[0]!;
}

const idOnRecord = () => measuredOf(world.run)?.zeebeBackupId;
const lost = StepFailure.transient('unreachable', 'connection reset');

describe('a backup whose id the component chooses', () => {
  it('is asked for once, and followed under its id', async () => {
    expect(await backUp()).toEqual({
      ...{ done: false, answer: 'backup 110: IN_PROGRESS', progress: { done: 1, total: 2 } },
    });
    expect(idOnRecord()).toBe(110);
    component.begin(COMPLETED);
    expect(await backUp()).toMatchObject({ done: false });
    component.known.set(110, COMPLETED);
    expect(await backUp()).toMatchObject({ done: true, answer: 'backup 110: COMPLETED' });
    expect(component.taken).toBe(1);
  });

  it('has failed when the component says so', async () => {
    await backUp();
    component.known.set(110, { ...RUNNING, state: 'failed', message: 'disk full' });
    await expect(backUp()).rejects.toMatchObject({ detail: { code: 'backup-failed', answer: 'disk full' } });
  });

  it('is asked for again after the component was busy', async () => {
    component.onTake = () => {
      throw StepFailure.transient('busy', 'scaling is in progress', { status: 409 });
    };
    await expect(backUp()).rejects.toMatchObject({ detail: { code: 'busy' } });
    component.begin(COMPLETED);
    component.onTake = () => undefined;
    expect(await backUp()).toMatchObject({ done: false, answer: 'backup 120: IN_PROGRESS' });
    expect([component.taken, idOnRecord()]).toEqual([2, 120]);
  });
});

describe('a trigger whose answer was lost', () => {
  beforeEach(() => {
    component.onTake = () => {
      throw lost;
    };
  });

  it('is found by the first id above those from before', async () => {
    await expect(backUp()).rejects.toBe(lost);
    component.begin(COMPLETED);
    component.begin(RUNNING);
    expect(await backUp()).toMatchObject({ done: true, answer: 'backup 110: COMPLETED' });
    expect([component.taken, idOnRecord()]).toEqual([1, 110]);
  });

  it('is given three seconds before it is sent again', async () => {
    await expect(backUp()).rejects.toBe(lost);
    component.onTake = () => undefined;
    pass(2_999);
    expect(await backUp()).toMatchObject({ done: false, answer: expect.stringContaining('was lost') });
    expect([component.taken, idOnRecord()]).toEqual([1, undefined]);
    pass(1);
    expect(await backUp()).toMatchObject({ done: false, answer: 'backup 110: IN_PROGRESS' });
    expect(component.taken).toBe(2);
  });
});
