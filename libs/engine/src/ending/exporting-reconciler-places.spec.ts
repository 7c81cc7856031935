import { beforeEach, describe, expect, it } from '@jest/globals';
import { PLACE_FIELD } from '#redis';
import { LEFT_RUNS } from '../queue/left-jobs.ts';
import { pass, RunWorld, standingClocks, type FakeProcess } from '../run-world.spec-support.ts';
import type { ObservedExporting } from '../pauses/observed-exporting.ts';
import { Reconciler } from './reconciler.spec-support.ts';

standingClocks();

const BUDGET_MS = 600_000;

let world: RunWorld;
let here: FakeProcess;
let reconciler: Reconciler;
let observations: ObservedExporting;
beforeEach(() => {
  world = new RunWorld();
  here = world.process('coordinator@host-1');
  reconciler = Reconciler.of(world, here);
  observations = reconciler.observed;
});

const look = () => reconciler.lookAt(world);
const lifts = () => world.zeebe.resumedBy.length;

const around = (ms: number) => reconciler.around(ms);

describe('a pause that was made at another address', () => {
  const beganAt = (place: string) => world.redis.runs.get(42)!.set(PLACE_FIELD, place);
  beforeEach(() => {
    world.pauseOf(world.begin({ phase: 'done', outcome: 'failed' }));
    world.zeebe.pause('EXPORTING');
    // As the supervisor does at each of its looks.
    here.pauses.note('prod', world.redis.intent);
  });

  it('stays on record, and is reported as long as it does', async () => {
    beganAt('former:1');
    for (let beat = 0; beat < 10; beat += 1) {
      await look();
      pass(2_000);
    }
    expect([lifts(), world.redis.intent?.number]).toEqual([0, 42]);
    const left = LEFT_RUNS.lately.map(({ message }) => message).join();
    expect(left).toContain(
      'backup 42 of cluster "prod" has ended, and exporting may still be paused at the address',
    );
  });

  it('is lifted where that is the present address again, and is off the record then', async () => {
    beganAt('former:1');
    await look();
    pass(5_000);
    beganAt('z:1');
    await look();
    expect([lifts(), world.redis.intent]).toEqual([1, null]);
  });

  it('is no reason to lift the pause of another tool at once', async () => {
    beganAt('former:1');
    world.zeebe.pause();
    expect(await around(BUDGET_MS)).toEqual([0, 1]);
    expect(world.redis.intent).not.toBeNull();
  });
});

describe('a cluster that moved', () => {
  it('gives the pause of another tool a whole budget again, and so does one that comes back', async () => {
    world.zeebe.pause();
    await look();
    pass(BUDGET_MS - 1);
    const { cluster } = world;
    const moved = { ...cluster, zeebe: { ...cluster.zeebe, management: 'http://y:1' } };
    const lookThere = () => reconciler.lookAt({ cluster: moved } as RunWorld);
    await lookThere();
    expect(observations.of('prod')?.pausedSince).toBe(Date.now());
    pass(BUDGET_MS - 1);
    await lookThere();
    reconciler.leave('prod');
    expect(observations.of('prod')).toBeNull();
    await lookThere();
    pass(BUDGET_MS - 1);
    await lookThere();
    expect(lifts()).toBe(0);
    pass(1);
    await lookThere();
    expect(lifts()).toBe(1);
  });
});
