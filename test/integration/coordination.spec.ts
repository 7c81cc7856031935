import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BackupIdTaken,
  ClusterBusy,
  FencedOut,
  IllegalTransition,
  LeaseStore,
  RunStore,
  stepStateField,
  type RunReference,
} from '#redis';
import { RUN_KINDS, type RunKind } from '#domain';
import { provideClient } from '../support/store-client.ts';
import type { TestRedis } from '../support/redis.ts';
import { aRun, anEntry } from '../support/runs.ts';

const LEASE_MS = 30_000;
let server: TestRedis;
let redis: Redis;
let store: RunStore;
let leases: LeaseStore;

beforeAll(async () => {
  ({ server, redis } = await provideClient());
  store = new RunStore(redis);
  leases = new LeaseStore(redis, 'me', LEASE_MS);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

async function begin(
  over: { kind?: RunKind; number?: number; runId?: string; cluster?: string; leaseMs?: number } = {},
): Promise<RunReference> {
  const { leaseMs = LEASE_MS, ...rest } = over;
  const run = aRun(rest);
  const fence = await store.begin(run, {
    holder: 'me',
    leaseMs,
    now: new Date(),
    entry: anEntry('accepted'),
  });
  const { cluster, kind, number, runId } = run;
  return { cluster, kind, number, runId, fence };
}

const end = (run: RunReference): Promise<void> =>
  store.write(run, { fields: [['phase', 'done']], release: true });

describe('beginning a run', () => {
  it('takes the lock, writes the record and opens the journal', async () => {
    const run = await begin();
    expect(await store.lock('prod')).toMatchObject({
      runId: 'run-a',
      kind: 'backup',
      number: 100,
      fence: run.fence,
      holder: 'me',
    });
    expect(await store.find('prod', 100)).toEqual({ ...aRun(), fence: run.fence });
    expect(await store.journal('prod', 100, { after: '0', limit: 10 })).toMatchObject([
      { message: 'accepted' },
    ]);
  });

  it('accepts one of many that begin at the same time, and names the holder of the lock to the others', async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => begin({ number: 100 + index, runId: `run-${index}` })),
    );
    const winners = attempts.filter((each) => each.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const each of attempts) {
      if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(ClusterBusy);
    }
    expect(await store.list('prod', { limit: 50 })).toHaveLength(1);
  });

  it('gives another cluster its own lock', async () => {
    await begin();
    await expect(begin({ cluster: 'other' })).resolves.toMatchObject({ cluster: 'other' });
  });

  it('refuses an id that is not above the last one, also after that run has ended', async () => {
    const run = await begin();
    await end(run);
    await expect(begin({ number: 100, runId: 'b' })).rejects.toThrow(BackupIdTaken);
    await expect(begin({ number: 99, runId: 'b' })).rejects.toThrow(/above 100/);
    await expect(begin({ number: 101, runId: 'b' })).resolves.toBeDefined();
  });

  it('raises the fence with every run, also when Redis lost everything in between', async () => {
    const first = await begin();
    await end(first);
    const second = await begin({ number: 101, runId: 'b' });
    expect(second.fence).toBeGreaterThan(first.fence);
    await redis.flushall();
    // Without its counter it is greater than every fence of an earlier millisecond, and this machine is fast.
    await sleep(2);
    const third = await begin({ number: 102, runId: 'c' });
    expect(third.fence).toBeGreaterThan(second.fence);
  });
});

it('a lock whose run record is lost keeps the cluster busy with a backup', async () => {
  await begin({ kind: 'deletion' });
  await redis.del((await redis.keys('*prod*')).filter((key) => key.includes(':run')));
  expect([await store.list('prod', { limit: 1 }), await store.busyWith('prod')]).toEqual([[], 'backup']);
});

describe('the lease', () => {
  it('can be renewed by its run after it expired, if no other run took it in between', async () => {
    const run = await begin({ leaseMs: 20 });
    await sleep(60);
    expect(await store.lock('prod')).toBeNull();
    const permission = await leases.renew(run);
    expect(permission.remainingMs()).toBeGreaterThan(20_000);
    expect(await store.lock('prod')).toMatchObject({ runId: 'run-a' });
  });

  it('that expired does not free the cluster: its run must be ended first', async () => {
    const run = await begin({ kind: 'deletion', leaseMs: 20 });
    await sleep(60);
    expect(await store.busyWith('prod')).toBe('deletion');
    const attempt = begin({ number: 101, runId: 'b' });
    await expect(attempt).rejects.toMatchObject({ lock: { runId: run.runId, holder: '', leaseMs: 0 } });
    await end(run);
    expect(await store.busyWith('prod')).toBeNull();
    await expect(begin({ number: 101, runId: 'b' })).resolves.toMatchObject({ runId: 'b' });
  });

  it('is not renewed by a run that has ended, or the cluster would look busy', async () => {
    const run = await begin();
    await end(run);
    await expect(leases.renew(run)).rejects.toThrow(FencedOut);
    expect(await store.lock('prod')).toBeNull();
  });

  it('of a run whose fence counter was lost can still be taken over, so that the run can be ended', async () => {
    const run = await begin();
    await redis.del('{holdfast:prod}:fence', '{holdfast:prod}:lock');
    await expect(store.write(run, {})).rejects.toThrow(FencedOut);
    const taken = await leases.takeOver(run);
    expect(taken?.fence).toBeGreaterThan(run.fence);
    await end(taken!);
    expect(await store.find('prod', 100)).toMatchObject({ phase: 'done' });
  });

  it('is lost once another process took over the run, which continues under a higher fence', async () => {
    const run = await begin();
    const taken = await leases.takeOver(run);
    expect(taken?.fence).toBeGreaterThan(run.fence);
    await expect(leases.renew(run)).rejects.toThrow(FencedOut);
    await expect(store.write(run, {})).rejects.toThrow(FencedOut);
    await expect(store.write(taken!, { fields: [['exporting', 'running']] })).resolves.toBeUndefined();
    expect(await store.find('prod', 100)).toMatchObject({ exporting: 'running', fence: taken!.fence });
  });

  it('is not taken over twice under one fence, nor after the run has ended', async () => {
    const run = await begin();
    const taken = await leases.takeOver(run);
    expect(await leases.takeOver(run)).toBeNull();
    await end(taken!);
    expect(await leases.takeOver(taken!)).toBeNull();
  });

  it('counts its time from before the renewal was sent', async () => {
    const run = await begin();
    const permission = await leases.renew(run);
    const before = permission.remainingMs();
    await sleep(30);
    expect(permission.remainingMs()).toBeLessThanOrEqual(before - 25);
  });
});

describe('the greatest id', () => {
  it('is raised to the greatest id of the components, and never goes down', async () => {
    expect(await store.raiseLastId('prod', 500)).toBe(true);
    expect(await store.raiseLastId('prod', 400)).toBe(true);
    expect(await store.lastId('prod')).toBe(500);
    await expect(begin({ number: 500 })).rejects.toThrow(BackupIdTaken);
    await expect(begin({ number: 501 })).resolves.toBeDefined();
  });

  it('stays while a run is open: with it the next begin finds that run, also when its lease expired', async () => {
    const run = await begin({ number: 100, leaseMs: 1 });
    await sleep(20);
    expect(await store.raiseLastId('prod', 500)).toBe(false);
    await expect(begin({ number: 501, runId: 'b' })).rejects.toThrow(ClusterBusy);
    await end(run);
    expect(await store.raiseLastId('prod', 500)).toBe(true);
    await expect(begin({ number: 501, runId: 'b' })).resolves.toBeDefined();
  });
});

describe('the name of who holds a cluster', () => {
  it.each(RUN_KINDS)('is that of a %s, however it came by the lock', async (kind) => {
    const named = { kind, number: 100 };
    const run = await begin({ kind });
    const isNamed = async () => {
      expect(await store.lock('prod')).toMatchObject(named);
      await expect(begin({ number: 101, runId: 'b' })).rejects.toMatchObject({ lock: named });
    };
    await isNamed();
    await redis.del('{holdfast:prod}:lock');
    // Its lease ran out, and it has not ended.
    await expect(begin({ number: 101, runId: 'b' })).rejects.toMatchObject({ lock: named });
    await leases.renew(run);
    await isNamed();
    await redis.del('{holdfast:prod}:lock');
    expect(await leases.takeOver(run)).toMatchObject(named);
    await isNamed();
  });
});

describe('writing a run', () => {
  it('happens completely, or not at all when a guard does not hold', async () => {
    const run = await begin();
    const field = stepStateField('backup-zeebe');
    const write = store.write(run, {
      guards: [[field, ['running']]],
      fields: [
        [field, 'done'],
        ['exporting', 'running'],
      ],
      entries: [anEntry('done')],
    });
    await expect(write).rejects.toThrow(IllegalTransition);
    expect(await store.find('prod', 100)).toMatchObject({ exporting: 'unknown' });
    expect(await store.journal('prod', 100, { after: '0', limit: 10 })).toHaveLength(1);
  });

  it('releases the lock in the same write, and never the lock of another run', async () => {
    const run = await begin();
    await end(run);
    expect(await store.lock('prod')).toBeNull();
    const next = await begin({ number: 101, runId: 'b' });
    await expect(store.write(run, { release: true })).rejects.toThrow(FencedOut);
    expect(await store.lock('prod')).toMatchObject({ runId: next.runId });
  });

  it('changes nothing of a run that has ended, also for its own fence', async () => {
    const run = await begin();
    await end(run);
    await expect(store.write(run, { entries: [anEntry('late')] })).rejects.toThrow(IllegalTransition);
    expect(await store.journal('prod', 100, { after: '0', limit: 10 })).toHaveLength(1);
  });

  it('keeps the pause intent until it is cleared', async () => {
    const run = await begin();
    const intent = { kind: 'backup' as const, number: 100, runId: 'run-a', fence: run.fence, deadline: 123 };
    await store.write(run, { intent });
    await store.write(run, { fields: [['exporting', 'softPaused']] });
    expect(await store.pauseIntent('prod')).toEqual(intent);
    await store.write(run, { intent: 'clear' });
    expect(await store.pauseIntent('prod')).toBeNull();
  });

  it('accepts a cancel once, and none after the end', async () => {
    const run = await begin();
    expect(await store.requestCancel('prod', 100, anEntry('stop'))).toBe('OK');
    expect(await store.requestCancel('prod', 100, anEntry('stop'))).toBe('ALREADY');
    await store.write(run, { fields: [['phase', 'done']] });
    expect(await store.requestCancel('prod', 100, anEntry('stop'))).toBe('DONE');
    expect(await store.requestCancel('prod', 7, anEntry('stop'))).toBe('MISSING');
  });
});
