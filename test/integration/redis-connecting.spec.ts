import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createQueueClient, createRedis, queueConnection, type RedisEndpoint } from '#redis';
import { MASTER_NAME, SentinelGroup } from '../support/sentinels.ts';
import { RedisCluster } from '../support/redis-cluster.ts';
import { until } from '../support/until.ts';

/** A notice of a failover, or BullMQ, may disconnect a client while it looks for its server. */
let group: SentinelGroup;
let cluster: RedisCluster;

beforeAll(async () => {
  [group, cluster] = await Promise.all([SentinelGroup.create(), RedisCluster.create()]);
});
afterAll(async () => {
  await Promise.all([group.stop(), cluster.stop()]);
});

const serverOf = (address: string): { host: string; port: number } => {
  const { hostname, port } = new URL(`redis://${address}`);
  return { host: hostname, port: Number(port) };
};
const sentinels = (): RedisEndpoint => ({
  sentinels: { masterName: MASTER_NAME, addresses: group.addresses.map(serverOf) },
});
const servers = (): RedisEndpoint => ({ cluster: cluster.seeds.map(serverOf) });

describe('a client that is disconnected while it looks for its server', () => {
  it.each([
    ['Sentinel', 'coordination', () => createRedis(sentinels(), () => undefined)],
    ['Sentinel', 'a queue', () => createQueueClient(queueConnection(sentinels()))],
    ['Redis Cluster', 'coordination', () => createRedis(servers(), () => undefined)],
    ['Redis Cluster', 'a queue', () => createQueueClient(queueConnection(servers()))],
  ])('by %s, for %s: it still finds the server', async (_, __, create) => {
    const client = create();
    client.on('error', () => undefined);
    try {
      let disturbed = 0;
      client.on('connecting', () => {
        disturbed += 1;
        if (disturbed <= 3) client.disconnect(true);
      });
      if (client.status === 'wait') client.connect().catch(() => undefined);
      await until('it is ready', () => client.status === 'ready');
      expect(disturbed).toBeGreaterThan(3);
      expect(await client.ping()).toBe('PONG');
    } finally {
      client.disconnect();
    }
    await until('it has ended', () => client.status === 'end');
  });

  it('does so also after its owner ended it and connected it again, as BullMQ does', async () => {
    const client = createQueueClient(queueConnection(sentinels()));
    client.on('error', () => undefined);
    try {
      await until('it is ready', () => client.status === 'ready');
      client.disconnect();
      await until('it has ended', () => client.status === 'end');
      client.once('connecting', () => client.disconnect(true));
      await client.connect().catch(() => undefined);
      await until('it is ready again', () => client.status === 'ready');
    } finally {
      client.disconnect();
    }
  });
});
