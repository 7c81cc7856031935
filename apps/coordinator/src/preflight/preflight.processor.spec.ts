import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DelayedError, UnrecoverableError } from 'bullmq';
import { IDENTITY_FIELD } from '#redis';
import { StepFailure } from '#domain';
import { failed, passed, PreflightWorld } from './preflight-world.spec-support.ts';

const START = Date.parse('2026-01-01T12:00:00.000Z');

let world: PreflightWorld;
beforeEach(() => {
  jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  world = new PreflightWorld();
});
afterEach(() => {
  jest.useRealTimers();
});

const waits = () => expect(world.look()).rejects.toBeInstanceOf(DelayedError);
const cancel = () => world.set('cancelRequestedAt', new Date().toISOString());
const throwing = (error: Error) => () => {
  throw error;
};

describe('a run whose checks all pass', () => {
  it('starts: its checks are on record, and its flow is submitted once', async () => {
    world.checks = [passed('version', { read: { versions: { zeebe: '8.6.3' }, exporting: 'running' } })];
    expect(await world.look()).toBe('submitted');
    expect(world.run).toMatchObject({
      ...{ phase: 'running', outcome: null, exporting: 'running', versions: { zeebe: '8.6.3' } },
      checks: [passed('version'), passed('exporters-settled')],
    });
    expect(world.flows).toMatchObject([{ run: { number: 42 }, procedure: { kind: 'backup' } }]);
    expect(world.story).toEqual(['preflight-passed', 'flow-submitted']);
    expect(world.locked).toBe(true);
  });

  it('gives way to runs that have exporting paused, but not without end', async () => {
    world.giveWayMs = 700;
    await waits();
    expect(world.delays).toMatchObject([{ until: START + 700 }]);
    jest.advanceTimersByTime(20_000);
    expect(await world.look()).toBe('submitted');
    expect(world.asked.filter((what) => what === 'examine')).toHaveLength(1);
  });

  it('is marked in the repository last, and knows from then on who the cluster was', async () => {
    await world.look();
    expect(world.asked).toEqual(['examine', 'target', 'look', 'ensure', 'submit']);
    expect(JSON.parse(world.field(IDENTITY_FIELD)!)).toMatchObject({ installation: 'i', engine: 'e' });
  });

  it('and is no backup waits for no exporter, and writes no marker', async () => {
    world = new PreflightWorld('deletion');
    expect(await world.look()).toBe('submitted');
    expect(world.asked).toEqual(['examine', 'submit']);
    expect([world.field(IDENTITY_FIELD), world.field('versions')]).toEqual([null, null]);
  });

  it('waits for no exporter where steps.settleTimeout is 0', async () => {
    world = new PreflightWorld('backup', 'settleTimeout: 0s');
    await world.look();
    expect(world.asked).toEqual(['examine', 'ensure', 'submit']);
  });
});

describe('a check that fails', () => {
  const reject = async () => {
    expect(await world.look()).toBe('rejected');
    return world.run;
  };

  it('rejects the run at once: nothing was touched, and the lock is free', async () => {
    world.checks = [passed('version'), failed('workers'), failed('soft-pause', 'moment')];
    expect(await reject()).toMatchObject({
      ...{ phase: 'done', outcome: 'rejected', finishedAt: '2026-01-01T12:00:00.000Z' },
      failure: {
        code: 'refused',
        message: expect.stringMatching(/^2 of 3 .*workers: workers is not; soft-pause: soft-pause is not\.$/),
      },
    });
    expect(new Set(world.run.steps.map(({ state }) => state))).toEqual(new Set(['skipped']));
    expect([world.asked, world.flows, world.locked]).toEqual([['examine'], [], false]);
    expect(world.story).toEqual(['preflight-failed', 'run-finished']);
    expect(world.journal.every(({ by }) => by === 'coordinator@host-1')).toBe(true);
  });

  it('names an address once that fails several, in the run, its journal and its checks', async () => {
    const unreached = { address: 'zeebe:9600', trouble: 'unknown-host' } as const;
    const names = ['zeebe-version', 'zeebe-topology', 'pause-room'];
    world.checks = [passed('workers'), ...names.map((name) => ({ ...failed(name), unreached }))];
    const { failure, checks } = await reject();
    const why =
      '3 of 4 preflight checks failed, and nothing was touched: zeebe:9600 cannot be resolved; 3 checks could not run.';
    expect([failure?.message, world.journal[0]?.message]).toEqual([why, why]);
    expect(checks.map((check) => check.unreached)).toEqual([undefined, unreached, unreached, unreached]);
  });

  it('is stored without what only the examination needs', async () => {
    world.checks = [{ ...failed('workers'), about: 'busy', read: { exporting: 'softPaused' } }];
    const { checks, exporting } = await reject();
    expect(checks).toEqual([failed('workers')]);
    expect(exporting).toBe('softPaused');
  });

  it('of the owner marker rejects the run, with every other check on record', async () => {
    world.on.ensure = throwing(StepFailure.permanent('refused', 'read-only'));
    expect((await reject()).checks.map(({ name, ok }) => `${name} ${ok}`)).toEqual([
      'version true',
      'exporters-settled true',
      'owner-marker false',
    ]);
    expect([world.flows, world.field(IDENTITY_FIELD)]).toEqual([[], null]);
  });

  it('is not what a bug is: BullMQ tries the job again', async () => {
    const bug = new TypeError('a bug');
    world.on.ensure = throwing(bug);
    await expect(world.look()).rejects.toBe(bug);
    expect([world.run.phase, world.locked]).toEqual(['preflight', true]);
  });
});

describe('a request to cancel', () => {
  it('before the examination ends the run, and nothing is asked', async () => {
    cancel();
    expect(await world.look()).toBe('cancelled');
    expect(world.run).toMatchObject({ phase: 'done', outcome: 'cancelled', failure: null });
    expect([world.asked, world.locked, world.story]).toEqual([[], false, ['run-finished']]);
  });

  it('during the examination ends the run before its marker is written and its flow submitted', async () => {
    world.on.examine = cancel;
    expect(await world.look()).toBe('cancelled');
    expect(world.asked).toEqual(['examine', 'target', 'look']);
    expect(world.run.checks).toHaveLength(2);
  });

  it('ends a run that waits', async () => {
    world.checks = [failed('repository', 'while')];
    await waits();
    cancel();
    expect(await world.look()).toBe('cancelled');
  });
});

describe('a lost fence', () => {
  it('before the look ends the job for good, and nothing is asked', async () => {
    world.fence += 1;
    await expect(world.look()).rejects.toBeInstanceOf(UnrecoverableError);
    expect([world.asked, world.journal]).toEqual([[], []]);
  });

  it('of another run under the same number does too', async () => {
    await expect(world.look({ runId: 'another' })).rejects.toBeInstanceOf(UnrecoverableError);
    expect(world.asked).toEqual([]);
  });

  it.each(['examine', 'ensure'] as const)(
    'while it was asked to %s starts nothing, and writes nothing',
    async (what) => {
      world.on[what] = () => (world.fence += 1);
      await expect(world.look()).rejects.toBeInstanceOf(UnrecoverableError);
      expect([world.flows, world.journal, world.run.phase]).toEqual([[], [], 'preflight']);
    },
  );

  it('while it was examined does not reject it either', async () => {
    world.checks = [failed('workers')];
    world.on.examine = () => (world.fence += 1);
    await expect(world.look()).rejects.toBeInstanceOf(UnrecoverableError);
    expect([world.run.phase, world.journal]).toEqual(['preflight', []]);
  });
});

describe('a second look', () => {
  it('after a crash between the record and the flow submits the flow, and examines nothing', async () => {
    world.on.submit = throwing(new Error('no Redis'));
    await expect(world.look()).rejects.toThrow('no Redis');
    expect(world.run.phase).toBe('running');
    delete world.on.submit;
    world.asked.length = 0;
    expect(await world.look()).toBe('submitted');
    expect([world.asked, world.flows.length]).toEqual([['submit'], 1]);
  });

  it('at a run that its workers have ended meanwhile is no failure', async () => {
    world.on.submit = () => world.set('phase', 'done');
    expect(await world.look()).toBe('submitted');
  });

  it('at a run that is being ended leaves it alone', async () => {
    world.set('phase', 'finalizing');
    expect(await world.look()).toBe('already finalizing');
    expect([world.asked, world.journal]).toEqual([[], []]);
  });

  it('at a run of an unknown procedure fails for good', async () => {
    world.set('phase', 'running');
    world.set('procedure', 'of-a-later-build');
    await expect(world.look()).rejects.toThrow(
      new UnrecoverableError('this build does not know the procedure of-a-later-build'),
    );
    await expect(world.look()).rejects.toBeInstanceOf(UnrecoverableError);
    expect(world.flows).toEqual([]);
  });
});
