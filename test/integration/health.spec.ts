import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { Canary } from '#app';
import { Api } from '../support/api.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { World } from '../support/world.ts';

let world: World;
let redis: Redis;
beforeAll(async () => {
  world = await World.create(['a']);
  redis = new Redis(world.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

const ready = () => world.api.call<{ error: { redis?: { message?: string } } }>('/health/ready');

async function withRedis(settings: [string, string][], then: () => Promise<void>): Promise<void> {
  const before = await Promise.all(
    settings.map(async ([name]) => (await redis.config('GET', name)) as [string, string]),
  );
  for (const [name, value] of settings) await redis.config('SET', name, value);
  try {
    await then();
  } finally {
    for (const [name, value] of before) await redis.config('SET', name, value);
  }
}

describe('readiness', () => {
  it('is given with the Redis that the README asks for', async () => {
    expect((await ready()).status).toBe(200);
  });

  it.each([
    ['may evict keys', [['maxmemory', '100mb'], ['maxmemory-policy', 'allkeys-lru']], /eviction policy is allkeys-lru/], // prettier-ignore
    ['writes nothing to disk', [['appendonly', 'no']], /writes nothing to disk/],
  ] as [string, [string, string][], RegExp][])(
    'is withheld while Redis %s, and says the remedy',
    async (_, settings, message) => {
      await withRedis(settings, async () => {
        const { status, body } = await ready();
        expect(status).toBe(503);
        expect(body.error.redis?.message).toMatch(message);
      });
      expect((await ready()).status).toBe(200);
    },
  );

  it('is warned of in the log of an app that starts on such a Redis', async () => {
    await withRedis([['appendonly', 'no']], async () => {
      const address = await world.holdfast.start('worker-records');
      expect((await new Api(address).call('/health/live')).status).toBe(200);
      for (
        let tries = 0;
        tries < PATIENCE_SECONDS * 10 && !world.holdfast.log('worker-records').includes('not safe');
        tries += 1
      )
        await sleep(100);
      expect(world.holdfast.log('worker-records')).toMatch(/Redis is not safe to use: it writes nothing/);
      await world.holdfast.stop('worker-records');
    });
  });
});

describe('liveness', () => {
  it('is given while the workers take jobs', async () => {
    expect((await world.api.call('/health/live')).status).toBe(200);
  });

  it('is withheld when a worker takes no jobs although Redis answers, and given again when it does', async () => {
    const connection = { url: world.redis.url, maxRetriesPerRequest: null };
    const worker = new Worker('wedged', () => Promise.resolve('alive'), { connection });
    const canary = new Canary('wedged', { connection, holder: 'me', everyMs: 50, patienceMs: 3_000 });
    const until = async (bad: boolean): Promise<void> => {
      for (let tries = 0; tries < PATIENCE_SECONDS * 20 && (canary.problem() !== null) !== bad; tries += 1)
        await sleep(50);
      expect(canary.problem() !== null).toBe(bad);
    };
    try {
      await worker.waitUntilReady();
      canary.start();
      await sleep(500);
      expect(canary.problem()).toBeNull();
      await worker.pause();
      await until(true);
      expect(canary.problem()).toMatch(/no worker has taken a job from queue wedged/);
      void worker.resume();
      await until(false);
    } finally {
      await canary.stop();
      await worker.close();
    }
  });
});

describe('SIGTERM', () => {
  /** Ends the process and starts the next one, whose address is another. */
  async function restart(): Promise<Api> {
    // 1 would be the emergency exit, for a process that does not come to its end.
    expect(await world.holdfast.stop('standalone')).toBe(0);
    return new Api(await world.holdfast.start('standalone'));
  }

  it('in the middle of a backup: the process ends by itself, and the next one continues at the same step', async () => {
    await world.patch('a', { operate: { partDurationMs: 400 } });
    const { body } = await world.api.start('a');
    await world.api.until('a', body.backupId, (run) => run.steps.some((step) => step.attempts > 0));
    const run = await (await restart()).done('a', body.backupId);
    expect(run.outcome).toBe('completed');
    expect(run.steps.map((step) => step.attempts)).toEqual(run.steps.map(() => 1));
  });

  it('just after a run began, with a client that follows it: no part of the run is lost', async () => {
    await world.patch('a', { operate: { partDurationMs: 30 } });
    for (const delay of [0, 15, 40]) {
      let api = await restart();
      const { body } = await api.start('a');
      const stream = await api.open(`/api/v1/clusters/a/backups/${body.backupId}/events`);
      await sleep(delay);
      api = await restart();
      await stream.text().catch(() => undefined);
      // A flow that was lost would be noticed after a minute, and the run would then have failed.
      expect((await api.done('a', body.backupId)).outcome).toBe('completed');
    }
  });
});
