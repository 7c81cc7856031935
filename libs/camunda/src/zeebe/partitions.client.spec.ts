import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ListedBrokers } from './brokers.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { GatewayTopology } from './gateway-topology.ts';
import { PartitionsClient } from './partitions.client.ts';

const type = 'application/vnd.spring-boot.actuator.v3+json';

/** As recorded on 8.6.0, with what one case changes. */
function replica(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    role: 'LEADER',
    processedPosition: 2944,
    snapshotId: null,
    processedPositionInSnapshot: null,
    streamProcessorPhase: 'PROCESSING',
    exporterPhase: 'SOFT_PAUSED',
    exportedPosition: 2712,
    clock: { instant: '2026-11-23T05:57:24.948Z', modificationType: 'None', modification: {} },
    ...changes,
  };
}

function cluster(...partitionsOfBrokers: number[][]): Recorded {
  const brokers = partitionsOfBrokers.map((ids, id) => ({
    id,
    state: 'ACTIVE',
    partitions: ids.map((each) => ({ id: each, state: 'ACTIVE', priority: 1 })),
  }));
  return { body: { version: 1, brokers } };
}

describe('PartitionsClient', () => {
  const servers: Replay[] = [];

  /** @param more brokers, and the physical tenant that is meant */
  async function connect(topology: Recorded, ...more: (Recorded | string)[]): Promise<PartitionsClient> {
    const tenant = more.find((each) => typeof each === 'string') ?? null;
    const brokers = more.filter((each) => typeof each !== 'string');
    for (const partitions of brokers) servers.push(await replay({ 'GET /actuator/partitions': partitions }));
    servers.push(await replay({ 'GET /actuator/cluster': topology }));
    const clients = servers.map(
      (server) => new ManagementClient({ component: 'zeebe', baseUrl: server.url, timeoutMs: 1000 }),
    );
    const brokersOfIt = new ListedBrokers(clients.slice(0, -1));
    return new PartitionsClient(brokersOfIt, new GatewayTopology(clients.at(-1)!, tenant), tenant);
  }

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it('reads the replicas of every broker', async () => {
    const one = { type, body: { 1: replica(), 2: replica({ role: 'FOLLOWER', exporterPhase: null }) } };
    const two = { type, body: { 2: replica({ exporterPhase: 'EXPORTING' }) } };
    const client = await connect(cluster([1, 2], [2]), one, two);
    const read = await client.read();
    expect(
      read.map(({ partitionId, broker, role, exporterPhase }) => [partitionId, broker, role, exporterPhase]),
    ).toEqual([
      [1, servers[0]!.address, 'LEADER', 'SOFT_PAUSED'],
      [2, servers[0]!.address, 'FOLLOWER', null],
      [2, servers[1]!.address, 'LEADER', 'EXPORTING'],
    ]);
    expect(read[0]).toMatchObject({ exportedPosition: 2712, processedPosition: 2944 });
    await expect(client.topology()).resolves.toEqual({
      partitionCount: 2,
      partitionIds: [1, 2],
      brokers: 2,
      replicas: 3,
    });
    await expect(client.exporting()).resolves.toBe('mixed');
  });

  it.each<[string, string, unknown]>([
    [
      'running',
      'all export',
      { 1: replica({ exporterPhase: 'EXPORTING' }), 2: replica({ exporterPhase: 'EXPORTING' }) },
    ],
    ['softPaused', 'all are soft-paused', { 1: replica(), 2: replica() }],
    ['unknown', 'a broker that just starts says {}', {}],
    ['unknown', 'one partition has no leader', { 1: replica({ exporterPhase: 'EXPORTING' }) }],
    ['unknown', 'the phase is missing', { 1: { role: 'LEADER' }, 2: { role: 'LEADER' } }],
    [
      'unknown',
      'the role is missing',
      { 1: { exporterPhase: 'EXPORTING' }, 2: { exporterPhase: 'EXPORTING' } },
    ],
    [
      'unknown',
      'a phase is of a later version',
      { 1: replica({ exporterPhase: 'EXPORTING' }), 2: replica({ exporterPhase: 'NEW' }) },
    ],
  ])('is %s when %s', async (state, _, body) => {
    const client = await connect(cluster([1, 2]), { type, body });
    await expect(client.exporting()).resolves.toBe(state);
  });

  it('reads the replicas of every physical tenant of 8.10, whose ids may be numbers', async () => {
    // The shape is read from the sources, and was never recorded.
    const body = { default: { 1: replica() }, 2: { 1: replica({ exporterPhase: 'EXPORTING' }) } };
    const client = await connect(cluster([1]), { type, body });
    const read = await client.read();
    expect(read.map(({ partitionId, exporterPhase }) => [partitionId, exporterPhase]).sort()).toEqual([
      [1, 'EXPORTING'],
      [1, 'SOFT_PAUSED'],
    ]);
    await expect(client.reach()).resolves.toMatchObject({ state: 'mixed', paused: [1], running: [] });
  });

  it.each([
    ['default', 'softPaused', [1]],
    ['2', 'running', [1]],
  ])('reads those of physical tenant %s alone where it is asked for', async (tenant, state, partitionIds) => {
    const body = { default: { 1: replica() }, 2: { 1: replica({ exporterPhase: 'EXPORTING' }) } };
    const owned = ['default', '2'].map((physicalTenantId) => ({ physicalTenantId, id: 1 }));
    const topology = { body: { brokers: [{ id: 0, partitions: owned }] } };
    const client = await connect(topology, { type, body }, tenant);
    await expect(client.topology()).resolves.toMatchObject({ partitionIds, tenants: ['2', 'default'] });
    await expect(client.exporting()).resolves.toBe(state);
  });

  it('names the physical tenants of a cluster that does not have the one that was asked for', async () => {
    const owned = { body: { brokers: [{ id: 0, partitions: [{ physicalTenantId: 'acme', id: 1 }] }] } };
    for (const [topology, known] of [
      [owned, 'it has acme'],
      [cluster([1]), 'it has default'],
    ] as const) {
      const client = await connect(topology, { type, body: { 1: replica() } }, 'missing');
      const failure = await failureDetail(client.topology());
      expect(failure).toMatchObject({ code: 'refused', retryable: false });
      expect(failure.message).toContain(`no physical tenant "missing"; ${known}`);
      await Promise.all(servers.splice(0).map((server) => server.close()));
    }
    const starting = await connect({ body: { brokers: [] } }, { type, body: {} }, 'missing');
    await expect(failureDetail(starting.topology())).resolves.toMatchObject({ code: 'unexpected-answer' });
  });

  it('knows nothing when one broker cannot be read', async () => {
    const client = await connect(cluster([1], [2]), { type, body: { 1: replica() } }, (response) =>
      response.socket?.resetAndDestroy(),
    );
    await expect(failureDetail(client.exporting())).resolves.toMatchObject({
      code: 'unreachable',
      retryable: true,
    });
  });

  it('reports what the reachable part does while one broker is down', async () => {
    const client = await connect(
      cluster([1], [2]),
      { type, body: { 1: replica({ exporterPhase: 'EXPORTING' }) } },
      (response) => response.socket?.resetAndDestroy(),
    );
    const reach = await client.reach();
    expect(reach).toMatchObject({ state: 'mixed', running: [1], paused: [], unseen: [2] });
    expect(reach.unreachable).toMatchObject([{ broker: servers[1]!.address }]);
    expect(reach.replicas).toHaveLength(1);
  });

  it('remembers how many partitions there are while the gateway is down', async () => {
    const client = await connect(cluster([1, 2]), { type, body: { 1: replica() } });
    await client.topology();
    await servers.at(-1)!.close();
    await expect(client.reach()).resolves.toMatchObject({ state: 'unknown', paused: [1], unseen: [2] });
  });

  it.each<[string, Recorded]>([
    ['a page of a proxy', { type: 'text/html', body: '<html>' }],
    ['a list', { body: [] }],
  ])('does not take %s for partitions', async (_, recorded) => {
    const client = await connect(cluster([1]), recorded);
    await expect(failureDetail(client.read())).resolves.toMatchObject({
      code: 'unexpected-answer',
      retryable: true,
    });
  });

  it.each<[string, Recorded]>([
    ['no brokers', { body: { version: 0, brokers: [] } }],
    ['brokers without partitions', cluster([])],
    ['another shape', { body: { version: 1 } }],
  ])('does not believe a topology with %s', async (_, topology) => {
    const client = await connect(topology, { type, body: {} });
    await expect(failureDetail(client.topology())).resolves.toMatchObject({
      code: 'unexpected-answer',
      retryable: true,
    });
  });
});
