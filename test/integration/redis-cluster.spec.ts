import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StepName } from '#domain';
import { FailoverWorld } from '../support/failover-world.ts';
import { RedisCluster } from '../support/redis-cluster.ts';

let cluster: RedisCluster;
let world: FailoverWorld;

beforeAll(async () => {
  cluster = await RedisCluster.create();
  world = await FailoverWorld.create({ cluster: cluster.seeds });
});
afterAll(async () => {
  await world.close();
  await cluster.stop();
});

beforeEach(async () => {
  await cluster.whole();
  await world.quiet();
});

const IN_THE_PAUSE: StepName[] = ['snapshot-records', 'backup-zeebe'];

describe('a Redis Cluster', () => {
  it('serves a backup', async () => {
    await world.nextCompletes();
  });

  it.each(IN_THE_PAUSE)('changes the owner by an operator during %s: the run completes', async (step) => {
    const id = await world.during(step);
    const former = await cluster.owner();
    await cluster.failover();
    await cluster.moved(former);
    expect(await world.ended(id)).toBe('completed');
    await world.nextCompletes();
  });

  it.each(IN_THE_PAUSE)(
    'loses the owner during %s: the run ends truthfully, and the next one completes',
    async (step) => {
      const id = await world.during(step);
      const lost = await cluster.owner();
      await lost.kill();
      await cluster.moved(lost);
      await world.ended(id);
      await lost.start();
      await world.nextCompletes();
    },
  );

  it('has an owner that fell silent: it is left for the one that took over', async () => {
    const id = await world.during('snapshot-records');
    const silent = await cluster.owner();
    silent.freeze();
    await cluster.moved(silent);
    await world.ended(id);
    silent.thaw();
    await cluster.whole();
    expect(await cluster.owner()).not.toBe(silent);
    await world.nextCompletes();
  });

  it('moves the keys to another primary in the pause: the run ends truthfully, and the next one completes', async () => {
    const id = await world.during('snapshot-records');
    await cluster.reshard();
    await world.ended(id);
    await world.nextCompletes();
  });
});
