import { beforeEach, describe, expect, it } from '@jest/globals';
import { CONFIGURATION_FIELD, PLACE_FIELD } from '#redis';
import type { FailureDetail, RunRecord, StepState } from '#domain';
import { pass, RunWorld, standingClocks, type FakeProcess } from '../run-world.spec-support.ts';
import type { RunTakeover } from './run-takeover.ts';
import type { RunFinalizer } from './run-finalizer.ts';
import { RunSupervisor } from './run-supervisor.ts';

standingClocks();

class Supervisor extends RunSupervisor {
  lookAt(world: RunWorld): Promise<void> {
    return this.look(world.cluster);
  }
}

/** The grace of a worker, and the longest time between two of its looks. */
const PATIENCE_MS = 60_000 + 1.2 * 5_000;
const BEATS = Math.floor(PATIENCE_MS / 2_000) + 1;

let world: RunWorld;
let here: FakeProcess;
let supervisor: Supervisor;
let ended: FailureDetail[];
let finished: number[];
/** Whether the pauses of those that were ended are at another address. */
let places: boolean[];
beforeEach(() => {
  world = new RunWorld();
  here = world.process('coordinator@host-1');
  ended = [];
  finished = [];
  places = [];
  const ender = {
    end: (_: unknown, __: unknown, cause: FailureDetail, at?: { isElsewhere: boolean }) => {
      places.push(at?.isElsewhere ?? false);
      return Promise.resolve(ended.push(cause));
    },
  };
  const finisher = { finish: ({ number }: RunRecord) => Promise.resolve(finished.push(number)) };
  supervisor = new Supervisor(
    here.config,
    here.store,
    here.metrics,
    ender as unknown as RunTakeover,
    finisher as unknown as RunFinalizer,
    here.pauses,
    here.configs,
  );
});

/** Looks until nothing has been worked on for as long as the patience lasts. */
async function looks(times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    await supervisor.lookAt(world);
    pass(2_000);
  }
}
const every = (state: StepState, kind: RunRecord['kind'] = 'backup') =>
  Object.fromEntries(world.begin({ kind }).steps.map(({ name }) => [name, state]));
const codes = () => ended.map(({ code }) => code);
const counted = (name: string) => world.metric(`reconcile_${name}_total`, { cluster: 'prod', kind: 'runs' });

describe('a run that goes well', () => {
  it('is looked at, and left alone', async () => {
    world.pauseOf(world.begin());
    await looks(3);
    expect([ended, finished, await counted('runs'), await counted('drift')]).toEqual([[], [], 3, 0]);
  });

  it('is left alone once it has ended, whatever is on record', async () => {
    world.pauseOf(world.begin({ phase: 'done', outcome: 'failed' }), -60_000);
    world.redis.raiseFence();
    await looks(BEATS + 2);
    expect([ended, finished]).toEqual([[], []]);
  });

  it('has its pause remembered, for the time in which Redis does not answer', async () => {
    world.pauseOf(world.begin());
    await looks(1);
    expect(here.pauses.intent('prod')).toMatchObject({ deadline: world.redis.intent!.deadline });
    world.redis.intent = null;
    await looks(1);
    expect(here.pauses.intent('prod')).toBeNull();
  });
});

describe('a pause that outlasted its budget', () => {
  it('ends its run five seconds after the deadline', async () => {
    world.pauseOf(world.begin(), 10_000);
    pass(14_999);
    await supervisor.lookAt(world);
    expect(ended).toEqual([]);
    pass(1);
    await supervisor.lookAt(world);
    expect(codes()).toEqual(['pause-budget-used-up']);
    expect(await counted('drift')).toBe(1);
  });

  it('does not end another run', async () => {
    const run = world.begin();
    world.pauseOf({ ...run, runId: 'another', number: 41 }, -60_000);
    await looks(1);
    expect(ended).toEqual([]);
  });
});

describe('a lost lock', () => {
  it('ends its run at once, and names both fences', async () => {
    const { fence } = world.begin();
    world.redis.raiseFence();
    await looks(1);
    expect(codes()).toEqual(['lock-lost']);
    expect(ended[0]?.message).toContain(`fence ${fence} of this run is not the current one (${fence + 1})`);
  });

  it('is no takeover between the two reads: it moves record and fence', async () => {
    const run = world.begin();
    const { store, leases } = here;
    const fence = store.fence.bind(store);
    store.fence = async (cluster) => {
      await leases.takeOver(run);
      return fence(cluster);
    };
    await looks(1);
    expect(world.run.fence).toBeGreaterThan(run.fence);
    expect(ended).toEqual([]);
  });
});

describe('work that no process takes up', () => {
  it('ends the run when its grace and one poll are over, and names step and app', async () => {
    world.begin({ states: { 'backup-operate': 'running' } });
    await looks(BEATS);
    expect(ended).toEqual([]);
    await looks(1);
    expect(ended).toMatchObject([{ code: 'worker-away', component: 'operate' }]);
    expect(ended[0]?.message).toContain('backup-operate for more than 60 s. Check that worker-operate runs');
    expect(await counted('drift')).toBe(1);
  });

  it('is not the work of a step that shows a sign of life', async () => {
    world.begin({ states: { 'backup-operate': 'running' } });
    for (let times = 0; times < 3; times += 1) {
      await looks(BEATS);
      const sign = { ...world.step('backup-operate'), lookedAt: new Date().toISOString() };
      world.redis.runs.get(42)!.set('step:backup-operate', JSON.stringify(sign));
    }
    expect(ended).toEqual([]);
  });

  it('is no failure where only the end is missing: that is written from the record', async () => {
    world.begin({ states: every('done'), phase: 'finalizing' });
    await looks(BEATS);
    expect(finished).toEqual([]);
    await looks(1);
    expect([finished, ended]).toEqual([[42], []]);
  });

  it('is the preflight, which belongs to the coordinator', async () => {
    world.begin({ phase: 'preflight' });
    await looks(BEATS + 1);
    expect(ended).toMatchObject([{ code: 'worker-away', component: null }]);
    expect(ended[0]?.message).toContain('preflight for more than 60 s. Check that the coordinator runs');
  });

  it('never ends a restore that is running: half of it would stay', async () => {
    world.begin({ kind: 'restore', states: every('running', 'restore') });
    await looks(3 * BEATS);
    expect(ended).toEqual([]);
    world.begin({ kind: 'restore', phase: 'preflight' });
    await looks(BEATS + 1);
    expect(codes()).toEqual(['worker-away']);
  });

  it('does not count the time in which Redis could not be read', async () => {
    world.begin({ states: { 'backup-operate': 'running' } });
    await looks(BEATS - 1);
    world.redis.trouble = new Error('down');
    await expect(looks(1)).rejects.toThrow('down');
    pass(3_600_000);
    world.redis.trouble = null;
    await looks(1);
    expect(ended).toEqual([]);
    await looks(1);
    expect(codes()).toEqual(['worker-away']);
  });
});

describe('a run with a component that the present section no longer has', () => {
  it('is waited for while a worker works on that component', async () => {
    world.begin({ states: { 'backup-operate': 'running' } });
    world.redis.runs.get(42)!.set(CONFIGURATION_FIELD, 'of another file');
    const without = {
      ...world.cluster,
      components: world.cluster.components.filter((each) => each !== 'operate'),
    };
    for (let beat = 0; beat < 2 * BEATS; beat += 1) {
      const sign = { ...world.step('backup-operate'), lookedAt: new Date().toISOString() };
      world.redis.runs.get(42)!.set('step:backup-operate', JSON.stringify(sign));
      await supervisor.lookAt({ cluster: without } as RunWorld);
      pass(2_000);
    }
    expect(ended).toEqual([]);
  });
});

describe('a run that began with another configuration than this process has', () => {
  beforeEach(async () => {
    world.pauseOf(world.begin(), -6_000);
    world.redis.runs.get(42)!.set(CONFIGURATION_FIELD, 'of another file');
    await looks(1);
  });

  it('is left to a process that has it, for ten seconds', async () => {
    expect(ended).toEqual([]);
    await looks(4);
    expect(ended).toEqual([]);
  });

  it('is ended anyway after that, and its failure says what to check', async () => {
    await looks(5);
    expect(ended).toMatchObject([
      {
        code: 'pause-budget-used-up',
        message: expect.stringContaining('Check that exporting runs at its former addresses.'),
      },
    ]);
  });

  it.each([
    ['z:1', false],
    ['former:1', true],
  ])(
    'is ended with its pause, which was made at %s, taken for one at another address: %s',
    async (place, is) => {
      world.redis.runs.get(42)!.set(PLACE_FIELD, place);
      await looks(5);
      expect(places).toEqual([is]);
    },
  );
});
