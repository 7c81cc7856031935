import { defineCoordinationContract } from './runs/coordination.contract.ts';
import { FakeLeaseStore, FakeRunStore } from './fake-coordination.spec-support.ts';
import { jobOf, RunWorld } from './run-world.spec-support.ts';

defineCoordinationContract('stores and leases of the unit specs', () => {
  const world = new RunWorld();
  const { redis } = world;
  return Promise.resolve({
    store: new FakeRunStore(redis),
    leases: new FakeLeaseStore(redis, 30_000),
    begin: (run) => Promise.resolve(jobOf(world.begin({ ...run, phase: 'preflight' }))),
    breakLock: () => Promise.resolve(redis.raiseFence()),
    lock: () => Promise.resolve(redis.lock),
    expire: () => Promise.resolve(void (redis.lock = null)),
    journal: (number) => Promise.resolve((redis.journals.get(number) ?? []).map(({ type }) => type)),
  });
});
