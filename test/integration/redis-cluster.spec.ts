import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FailoverWorld } from '../support/failover-world.ts';
import { RedisCluster } from '../support/redis-cluster.ts';

/** Hash tags of the queues, and of lock and runs of the cluster `a`. */
const QUEUES = '{holdfast}';
const RUNS = '{holdfast:a}';

let cluster: RedisCluster;
let world: FailoverWorld;

beforeAll(async () => {
  cluster = await RedisCluster.create();
  // The others are found through these.
  world = await FailoverWorld.create({ cluster: cluster.addresses.slice(0, 2) });
});
afterAll(async () => {
  await world.close();
  await cluster.stop();
});

beforeEach(async () => {
  await cluster.whole();
  await world.quiet();
});

describe('a Redis Cluster', () => {
  it('serves a backup', async () => {
    await world.nextCompletes();
  });

  it.each([
    ['the queues', QUEUES],
    ['lock and runs', RUNS],
  ])(
    'loses the server of %s in the pause: the run ends truthfully, and the next one completes',
    async (_, tag) => {
      const id = await world.during('snapshot-records');
      const lost = await cluster.primaryOf(tag);
      await lost.kill();
      await cluster.promoted(tag, lost);
      await world.ended(id);
      await lost.start();
      await world.nextCompletes();
    },
  );

  it.each([
    ['the queues', QUEUES],
    ['lock and runs', RUNS],
  ])('has a server that fell silent, with %s: it is left for the one that took over', async (_, tag) => {
    const id = await world.during('snapshot-records');
    const silent = await cluster.primaryOf(tag);
    silent.freeze();
    await cluster.promoted(tag, silent);
    await world.ended(id);
    silent.thaw();
    await cluster.whole();
    expect(await cluster.primaryOf(tag)).not.toBe(silent);
    await world.nextCompletes();
  });
});
