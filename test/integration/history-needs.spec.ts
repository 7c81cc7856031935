import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RestorePlan } from '#domain';
import { AlertStore, PlanStore, SetNotes } from '#redis';
import type { EndedRun } from '../support/history-world.ts';
import { contentsOf } from '../support/redis-contents.ts';
import { anEntry, aRun } from '../support/runs.ts';
import { KEPT, NEWEST, TrimWorld } from '../support/trim-world.ts';

const HOUR = 3_600_000;

let world: TrimWorld;
beforeAll(async () => {
  world = await TrimWorld.create();
});
afterAll(() => world.close());
beforeEach(() => world.empty());

const slot = { decidedAt: '2026-01-01T00:00:00.000Z', reason: null, skipCause: null, manual: false };
const alert = { cluster: 'prod', severity: 'critical', since: '2026-01-01T00:00:00.000Z' } as const;

interface Need {
  needed?: Partial<EndedRun>;
  claim: () => Promise<unknown>;
  drop: () => Promise<unknown>;
}
const NEEDS: Record<string, Need> = {
  'a slot of a schedule': {
    claim: () =>
      world.redis.hset(
        '{holdfast:prod}:schedule-slots:nightly',
        '1',
        JSON.stringify({ ...slot, plannedAt: slot.decidedAt, result: 'started', backupId: 5, outcome: null }),
      ),
    drop: () => world.redis.del('{holdfast:prod}:schedule-slots:nightly'),
  },
  'a schedule that has not noted its outcome': {
    claim: () =>
      world.redis.hset('{holdfast:prod}:schedule:nightly', { spec: 's', cursor: '1', 'open:5': '1' }),
    drop: () => world.redis.hdel('{holdfast:prod}:schedule:nightly', 'open:5'),
  },
  'a raised alert': {
    claim: () =>
      world
        .from(AlertStore)
        .raise({ ...alert, kind: 'last-backup-failed', subject: '5', message: '', remedy: '' }),
    drop: () => world.redis.hdel('{holdfast:prod}:alerts', 'last-backup-failed|5'),
  },
  'the note of the run whose completion was announced last': {
    claim: () => world.from(AlertStore).noteCompletedRun('prod', 'run5'),
    drop: () => world.redis.hdel('{holdfast:prod}:alerts', 'completed-run'),
  },
  'the pause on record': {
    claim: () =>
      world.redis.set(
        '{holdfast:prod}:pause-intent',
        JSON.stringify({ kind: 'backup', number: 5, runId: 'run5', fence: 1, deadline: 1 }),
      ),
    drop: () => world.redis.del('{holdfast:prod}:pause-intent'),
  },
  'the lock': {
    claim: () =>
      world.redis.hset('{holdfast:prod}:lock', { runId: 'run5', kind: 'backup', number: '5', fence: '1' }),
    drop: () => world.redis.del('{holdfast:prod}:lock'),
  },
  'a plan that is still kept': {
    needed: { kind: 'restore', setId: 20, outcome: 'completed' },
    claim: () => world.from(PlanStore).keep('prod', {} as RestorePlan, 5),
    drop: () => world.redis.del('{holdfast:prod}:plans'),
  },
  'a retention run that waits for it': {
    needed: { kind: 'deletion', setId: 20, outcome: 'completed' },
    claim: () =>
      world.redis.set(
        '{holdfast:prod}:retention',
        JSON.stringify({ sets: [{ backupId: 20, state: 'deleting', deletionId: 5, message: null }] }),
      ),
    drop: () => world.redis.del('{holdfast:prod}:retention'),
  },
  'a set that is shown': {
    needed: { outcome: 'completed' },
    claim: () => Promise.resolve(world.sets?.set(5, 'complete')),
    drop: () => Promise.resolve(world.sets?.delete(5)),
  },
  'a set of which nothing is left to see': {
    needed: { outcome: 'completed' },
    claim: () => Promise.resolve(world.sets?.set(5, 'partial')),
    drop: () => Promise.resolve(world.sets?.delete(5)),
  },
  'a failed set that is shown': {
    needed: { outcome: 'failed' },
    claim: () => Promise.resolve(world.sets?.set(5, 'failed')),
    drop: () => Promise.resolve(world.sets?.delete(5)),
  },
  'the notes of a set that is shown': {
    needed: { kind: 'deletion', setId: 4, outcome: 'completed' },
    claim: async () => {
      await world.from(SetNotes).write('prod', 4, { name: 'deletionId', value: 5 });
      world.sets?.set(4, 'partial');
    },
    drop: () => Promise.resolve(world.sets?.delete(4)),
  },
};

describe('a run beyond the bounds', () => {
  it.each(Object.entries(NEEDS))('stays as long as %s needs it', async (_, { needed, claim, drop }) => {
    await world.threeOldRuns({ number: 5, outcome: 'rejected', ...needed });
    await claim();
    await world.trim();
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
    await drop();
    await world.trim();
    expect(await world.onRecord()).toEqual(NEWEST);
  });

  it('leaves the notes of a set that another tool took with the id of a rejected run', async () => {
    const kept = { at: '2026-01-01T00:00:00.000Z', by: 'ada' };
    await world.threeOldRuns({ number: 5, outcome: 'rejected' });
    await world.from(SetNotes).write('prod', 5, { name: 'kept', value: kept });
    world.sets?.set(5, 'unverified');
    await world.trim();
    expect(await world.onRecord()).toEqual(NEWEST);
    expect(await world.from(SetNotes).of('prod', [5])).toMatchObject([{ kept }]);
  });

  it('stays for a day when it failed: parts of it may still arrive', async () => {
    const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();
    await world.threeOldRuns({ number: 5, outcome: 'failed', finishedAt: ago(23) });
    await world.trim();
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
    await world.trim(new Date(Date.now() + 2 * HOUR));
    expect(await world.onRecord()).toEqual(NEWEST);
  });

  it('stays when this build cannot read it, and keeps no other', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'rejected' });
    await world.redis.hset('{holdfast:prod}:run:5', 'schemaVersion', '9');
    const before = await contentsOf(world.server.url, '{holdfast:prod}:*:5');
    await world.trim();
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
    expect(await contentsOf(world.server.url, '{holdfast:prod}:*:5')).toEqual(before);
  });

  it('goes also when an earlier release wrote it, without a version', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'rejected' });
    await world.redis.hdel('{holdfast:prod}:run:5', 'schemaVersion');
    await world.trim();
    expect(await world.onRecord()).toEqual(NEWEST);
  });

  it('stays when it is of the form before runs had a number, which no build can read', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'rejected' });
    await world.redis.hdel('{holdfast:prod}:run:5', 'schemaVersion', 'number', 'kind');
    await world.trim();
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
  });

  it.each(['backup', 'restore', 'deletion'] as const)(
    'stays when it is the newest %s of its outcome',
    async (kind) => {
      await world.writer.write({ number: 4, kind, setId: 4, outcome: 'cancelled' });
      await world.writer.write({ number: 5, kind, setId: 5, outcome: 'cancelled' });
      await world.writer.fill(30, KEPT);
      await world.trim();
      expect(await world.onRecord()).toEqual([5, ...NEWEST.filter((number) => number >= 30)]);
    },
  );

  it('stays when it is open, however long a run takes', async () => {
    await world.writer.write({ number: 1, outcome: 'rejected' });
    await world.writer.fill(30, KEPT);
    const options = { holder: 'test', leaseMs: 30_000, now: new Date(), entry: anEntry('accepted') };
    await world.writer.store.begin(aRun({ number: 99, runId: 'run99' }), options);
    await world.trim(new Date(Date.now() + 500 * 24 * HOUR));
    // All others were too old, except for the newest rejected one.
    expect(await world.onRecord()).toEqual([39, 99]);
    expect((await world.writer.store.lock('prod'))?.number).toBe(99);
  });
});
