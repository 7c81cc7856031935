import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BackupIdTaken,
  ClusterBusy,
  createRedis,
  FencedOut,
  IllegalTransition,
  LeaseStore,
  RunStore,
  stepStateField,
  waitForRedis,
  type RunReference,
} from '#coordination';
import { provideRedis, type TestRedis } from '../support/redis.ts';
import { aRun, anEntry } from '../support/runs.ts';

const LEASE_MS = 30_000;
let server: TestRedis;
let redis: Redis;
let store: RunStore;
let leases: LeaseStore;

beforeAll(async () => {
  server = await provideRedis();
  redis = createRedis(server.url, () => undefined);
  await waitForRedis(redis, 5_000);
  store = new RunStore(redis);
  leases = new LeaseStore(redis, 'me', LEASE_MS);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

async function begin(
  over: { backupId?: number; runId?: string; cluster?: string; leaseMs?: number } = {},
): Promise<RunReference> {
  const { leaseMs = LEASE_MS, ...rest } = over;
  const run = aRun(rest);
  const fence = await store.begin(run, {
    holder: 'me',
    leaseMs,
    now: new Date(),
    entry: anEntry('accepted'),
  });
  return { cluster: run.cluster, backupId: run.backupId, runId: run.runId, fence };
}

describe('beginning a run', () => {
  it('takes the lock, writes the record and opens the journal', async () => {
    const run = await begin();
    expect(await store.lock('prod')).toMatchObject({
      runId: 'run-a',
      backupId: 100,
      fence: run.fence,
      holder: 'me',
    });
    expect(await store.find('prod', 100)).toEqual({ ...aRun(), fence: run.fence });
    expect(await store.journal('prod', 100, { after: '0', limit: 10 })).toMatchObject([
      { message: 'accepted' },
    ]);
  });

  it('lets one of many that begin at the same time win, and tells the others who holds the lock', async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => begin({ backupId: 100 + index, runId: `run-${index}` })),
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
    await store.write(run, { release: true });
    await expect(begin({ backupId: 100, runId: 'b' })).rejects.toThrow(BackupIdTaken);
    await expect(begin({ backupId: 99, runId: 'b' })).rejects.toThrow(/above 100/);
    await expect(begin({ backupId: 101, runId: 'b' })).resolves.toBeDefined();
  });

  it('raises the fence with every run, and above the clock after Redis lost everything', async () => {
    const first = await begin();
    await store.write(first, { release: true });
    const second = await begin({ backupId: 101, runId: 'b' });
    expect(second.fence).toBeGreaterThan(first.fence);
    await redis.flushall();
    const third = await begin({ backupId: 102, runId: 'c' });
    expect(third.fence).toBeGreaterThanOrEqual(Math.floor(Date.now() / 1000) - 1);
  });
});

describe('the lease', () => {
  it('can be taken up again by its run after it ran out, as long as nobody came in between', async () => {
    const run = await begin({ leaseMs: 20 });
    await sleep(60);
    expect(await store.lock('prod')).toBeNull();
    const permission = await leases.renew(run);
    expect(permission.remainingMs()).toBeGreaterThan(20_000);
    expect(await store.lock('prod')).toMatchObject({ runId: 'run-a' });
  });

  it('is lost for good once another run took the lock', async () => {
    const run = await begin({ leaseMs: 20 });
    await sleep(60);
    await begin({ backupId: 101, runId: 'b' });
    await expect(leases.renew(run)).rejects.toThrow(FencedOut);
    await expect(store.write(run, { fields: [['exporting', 'running']] })).rejects.toThrow(FencedOut);
    expect(await store.find('prod', 100)).toMatchObject({ exporting: 'unknown' });
  });

  it('is lost once somebody took the run over, who goes on under a higher fence', async () => {
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
    await store.write(taken!, { fields: [['phase', 'done']], release: true });
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

describe('writing a run', () => {
  it('happens whole or not at all when a guard does not hold', async () => {
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

  it('gives the lock back in the same write, and never that of another run', async () => {
    const run = await begin();
    await store.write(run, { fields: [['phase', 'done']], release: true });
    expect(await store.lock('prod')).toBeNull();
    const next = await begin({ backupId: 101, runId: 'b' });
    await expect(store.write(run, { release: true })).rejects.toThrow(FencedOut);
    expect(await store.lock('prod')).toMatchObject({ runId: next.runId });
  });

  it('keeps the pause intent until it is cleared', async () => {
    const run = await begin();
    const intent = { backupId: 100, runId: 'run-a', fence: run.fence, deadline: 123 };
    await store.write(run, { intent });
    await store.write(run, { fields: [['exporting', 'softPaused']] });
    expect(await store.pauseIntent('prod')).toEqual(intent);
    await store.write(run, { intent: 'clear' });
    expect(await store.pauseIntent('prod')).toBeNull();
  });

  it('takes a cancel once, and none after the end', async () => {
    const run = await begin();
    expect(await store.requestCancel('prod', 100, anEntry('stop'))).toBe('OK');
    expect(await store.requestCancel('prod', 100, anEntry('stop'))).toBe('ALREADY');
    await store.write(run, { fields: [['phase', 'done']] });
    expect(await store.requestCancel('prod', 100, anEntry('stop'))).toBe('DONE');
    expect(await store.requestCancel('prod', 7, anEntry('stop'))).toBe('MISSING');
  });
});

describe('under any order of begin, renew, write, expire and take over', () => {
  type Action = { kind: 'begin' | 'renew' | 'write' | 'release' | 'expire' | 'takeOver'; who: number };
  const actions = fc.array(
    fc.record({
      kind: fc.constantFrom<Action['kind'][]>('begin', 'renew', 'write', 'release', 'expire', 'takeOver'),
      who: fc.nat(2),
    }),
    { maxLength: 30 },
  );

  it('only the run with the highest fence ever gets a write or a renewal through', async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (list) => {
        await redis.flushall();
        const runs: (RunReference | null)[] = [null, null, null];
        let current: RunReference | null = null; // the model: whoever took the lock last
        let held = false;
        let nextId = 1;
        for (const { kind, who } of list) {
          if (kind === 'expire') {
            await redis.del('{holdfast:prod}:lock');
            held = false;
          } else if (kind === 'takeOver') {
            const run = runs[who];
            if (!run) continue;
            const taken: RunReference | null = await leases.takeOver(run);
            expect(taken !== null).toBe(run === current);
            if (taken) {
              // Whoever had the run before keeps the old reference, and is shut out from now on.
              current = taken;
              runs[(who + 1) % 3] = taken;
              held = true;
            }
          } else if (kind === 'begin') {
            const attempt = begin({ backupId: nextId, runId: `run-${nextId}` });
            nextId += 1;
            if (held) await expect(attempt).rejects.toThrow(ClusterBusy);
            else {
              current = await attempt;
              runs[who] = current;
              held = true;
            }
          } else {
            const run = runs[who];
            if (!run) continue;
            const attempt =
              kind === 'renew' ? leases.renew(run) : store.write(run, { release: kind === 'release' });
            if (run !== current) {
              await expect(attempt).rejects.toThrow(FencedOut);
              continue;
            }
            await attempt;
            if (kind === 'renew') held = true;
            if (kind === 'release') held = false;
          }
          expect((await store.lock('prod')) !== null).toBe(held);
        }
      }),
      { numRuns: 60 },
    );
  });
});
