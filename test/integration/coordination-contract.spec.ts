import { afterAll, beforeAll } from '@jest/globals';
import type { Redis } from 'ioredis';
import { LeaseStore, RunStore } from '#redis';
import { defineCoordinationContract } from '../../libs/engine/src/runs/coordination.contract.ts';
import { provideClient } from '../support/store-client.ts';
import type { TestRedis } from '../support/redis.ts';
import { aRun, anEntry } from '../support/runs.ts';

const LEASE_MS = 30_000;
let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  ({ server, redis } = await provideClient());
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

defineCoordinationContract('stores and leases on Redis', async () => {
  await redis.flushall();
  const store = new RunStore(redis);
  const leases = new LeaseStore(redis, 'me', LEASE_MS);
  return {
    store,
    leases,
    begin: async (over) => {
      const run = aRun(over);
      const options = { holder: 'me', leaseMs: LEASE_MS, now: new Date(), entry: anEntry('accepted') };
      const { cluster, kind, number, runId } = run;
      return { cluster, kind, number, runId, fence: await store.begin(run, options) };
    },
    breakLock: async (run) => {
      await leases.break(run, anEntry('broken'));
    },
    lock: () => store.lock('prod'),
    expire: async () => {
      await redis.del('{holdfast:prod}:lock');
    },
    journal: async (number) => {
      const entries = await store.journal('prod', number, { after: '0', limit: 100 });
      // What a run and a broken lock write themselves is not of this contract.
      return entries.map(({ type }) => type).filter((type) => type !== 'run-accepted');
    },
  };
});
