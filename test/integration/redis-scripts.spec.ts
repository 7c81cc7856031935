import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createRedis, LeaderLease, LeaseStore, RunStore, waitForRedis } from '#redis';
import { provideClient } from '../support/store-client.ts';
import type { TestRedis } from '../support/redis.ts';
import { aRun, anEntry } from '../support/runs.ts';

let server: TestRedis;
let redis: Redis;

beforeAll(async () => {
  ({ server, redis } = await provideClient());
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await redis.flushall();
  await redis.config('RESETSTAT');
});

/** How often Redis ran a command since the test began. */
async function calls(command: string): Promise<number> {
  const text = await redis.info('commandstats');
  return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(text)?.[1] ?? 0);
}

const lease = (client = redis) => new LeaderLease(client, 'schedules', 'me', 10_000);

describe('a script', () => {
  it('is sent whole once for each connection, and by its hash after that', async () => {
    const fresh = createRedis({ url: server.url }, () => undefined);
    await waitForRedis(fresh, 60_000);
    for (let count = 0; count < 5; count += 1) expect(await lease(fresh).hold()).toBe(true);
    fresh.disconnect();
    expect([await calls('eval'), await calls('evalsha')]).toEqual([1, 4]);
  });

  it('does its work once where Redis has forgotten it', async () => {
    const held = lease();
    await held.hold();
    const { fence } = held;
    await held.leave();
    await redis.script('FLUSH');
    expect(await held.hold()).toBe(true);
    expect(held.fence).toBeGreaterThan(fence!);
    expect(await redis.get('{holdfast-leader:schedules}:fence')).toBe(String(held.fence));
  });

  it('that begins a run does so once where Redis has forgotten it', async () => {
    const options = { holder: 'me', leaseMs: 10_000, now: new Date(), entry: anEntry('accepted') };
    const store = new RunStore(redis);
    const run = aRun();
    const fence = await store.begin(run, options);
    await store.write({ ...run, fence }, { fields: [['phase', 'done']], release: true });
    await redis.script('FLUSH');
    await store.begin(aRun({ number: run.number + 1, runId: 'run-b' }), options);
    expect(await store.journal(run.cluster, run.number + 1, { after: '0', limit: 9 })).toHaveLength(1);
  });

  it('rejects with its name when the answer is none of its own', async () => {
    const keys = '{holdfast:prod}';
    const { cluster, kind, phase } = aRun();
    const stored = { schemaVersion: '1', number: '100', runId: 'run-a', fence: '7', kind, phase };
    await redis.hset(`${keys}:run:100`, stored);
    // Of a counter that is no number Lua makes a fence that is none either.
    await redis.set(`${keys}:fence`, 'inf');
    const run = { cluster, kind, number: 100, runId: 'run-a', fence: 7 };
    await expect(new LeaseStore(redis, 'me', 10_000).takeOver(run)).rejects.toThrow(
      'Redis answered the script take-over with "inf"',
    );
  });
});
