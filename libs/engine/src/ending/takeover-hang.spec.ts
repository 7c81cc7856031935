import { beforeEach, describe, expect, it } from '@jest/globals';
import { FencedOut } from '#redis';
import { StepFailure, type RunRecord } from '#domain';
import { pass, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { RunTakeover } from './run-takeover.ts';

standingClocks();

const cause = StepFailure.permanent('worker-away', 'no process worked on it').detail;
const states = {
  'backup-operate': 'done',
  'pause-exporting': 'done',
  'snapshot-records': 'running',
} as const;

let world: RunWorld;
let here: RunTakeover;
let there: RunTakeover;
beforeEach(() => {
  world = new RunWorld();
  here = enderOf('coordinator@host-1');
  there = enderOf('worker-zeebe@host-2');
});

function enderOf(holder: string): RunTakeover {
  const { store, leases, metrics, deadMan } = world.process(holder);
  return new RunTakeover(store, leases, metrics, holder, world.zeebe.clients, deadMan);
}

/** A backup that stopped inside its pause. */
async function stuck(): Promise<RunRecord> {
  const run = world.begin({ states, exporting: 'softPaused' });
  world.pauseOf(run);
  await world.process().deadMan.arm(run, Date.now() + 600_000);
  return run;
}

const end = (ender = here, failure = cause) => ender.end(world.cluster, world.run, failure);

describe('a takeover whose gateway hangs', () => {
  it('ends once, however many ask for it in one process at a time', async () => {
    await stuck();
    expect(await Promise.all([end(), end()])).toEqual([true, true]);
    expect(world.zeebe.resumedBy).toHaveLength(1);
    expect(world.story.filter((each) => each === 'run-finished')).toHaveLength(1);
  });

  it('resumes the brokers one by one where the gateway hangs', async () => {
    await stuck();
    world.zeebe.whileHanging = () => pass(3_000);
    expect(await end()).toBe(true);
    expect(world.zeebe.phases).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('leaves the brokers alone where another process has ended it while the gateway hung: the next run may have paused', async () => {
    await stuck();
    world.zeebe.whileHanging = async () => {
      world.zeebe.whileHanging = null;
      pass(8_000);
      // Saw the mark of the first one, which has not moved since.
      expect(await end(there)).toBe(false);
      pass(8_000);
      expect(await end(there)).toBe(true);
      world.zeebe.pause();
    };
    await expect(end()).rejects.toBeInstanceOf(FencedOut);
    expect(world.zeebe.brokersResumed).toBe(0);
    expect(world.zeebe.phases).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
  });
});
