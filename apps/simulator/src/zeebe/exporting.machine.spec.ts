import { describe, expect, it } from '@jest/globals';
import { stopComponent, startComponent } from '../cluster/lifecycle.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const soft = 'POST /actuator/exporting/pause?soft=true';
const hard = 'POST /actuator/exporting/pause';
const resume = 'POST /actuator/exporting/resume';

async function partition(fake: FakeCluster): Promise<{ exporterPhase: string; exportedPosition: number }> {
  const partitions = await fake.json('broker-0', 'GET /actuator/partitions');
  return partitions['1'] as { exporterPhase: string; exportedPosition: number };
}

/** How far exporting gets in ten seconds. */
async function progress(fake: FakeCluster): Promise<number> {
  const before = await partition(fake);
  fake.wait(10_000);
  return (await partition(fake)).exportedPosition - before.exportedPosition;
}

async function after(...calls: string[]): Promise<FakeCluster> {
  const fake = new FakeCluster({ settings: { zeebe: { recordsPerSecond: 20 } } });
  for (const call of calls) await fake.ask('broker-0', call);
  return fake;
}

describe('exporting', () => {
  it('moves on with time', async () => {
    expect(await progress(await after())).toBe(200);
  });

  it.each([
    { calls: [soft], phase: 'SOFT_PAUSED', moves: false },
    { calls: [hard], phase: 'PAUSED', moves: false },
    { calls: [soft, resume], phase: 'EXPORTING', moves: true },
    { calls: [hard, resume], phase: 'EXPORTING', moves: true },
    { calls: [hard, soft, resume], phase: 'EXPORTING', moves: true },
    { calls: [soft, hard, resume], phase: 'EXPORTING', moves: false },
    { calls: [hard, soft, hard, resume], phase: 'EXPORTING', moves: false },
    { calls: [soft, hard, resume, soft, resume], phase: 'EXPORTING', moves: true },
  ])('is $phase after $calls, and its position moves: $moves', async ({ calls, phase, moves }) => {
    const fake = await after(...calls);
    expect((await partition(fake)).exporterPhase).toBe(phase);
    expect((await progress(fake)) > 0).toBe(moves);
  });

  it('stays paused when the broker is restarted', async () => {
    const fake = await after(soft);
    stopComponent(fake.cluster, 'broker-0');
    startComponent(fake.cluster, 'broker-0');
    expect((await partition(fake)).exporterPhase).toBe('SOFT_PAUSED');
    expect(await progress(fake)).toBe(0);
  });

  it('bricks a broker that is restarted after soft and then hard, until the files are removed', async () => {
    const fake = await after(soft, hard);
    stopComponent(fake.cluster, 'broker-0');
    startComponent(fake.cluster, 'broker-0');
    const readiness = await fake.ask('broker-0', 'GET /actuator/health/readiness');
    expect(readiness.status).toBe(503);
    expect(readiness.body).toBe(
      '{"status":"OUT_OF_SERVICE","components":{"brokerReady":{"status":"OUT_OF_SERVICE"}}}',
    );
    const list = await fake.ask('broker-0', 'GET /actuator/backups');
    expect([list.status, list.body]).toEqual([
      502,
      '{"message":"Expected to send request to all 2 partitions, but found only 0 partitions in topology."}',
    ]);
    const answer = await fake.json('broker-0', resume);
    expect(answer).toMatchObject({
      status: 500,
      body: {
        message:
          'Found 0 partitions but expected 2, current topology: BrokerClusterStateImpl{partitionLeaders={}, brokers=[0], partitions=[], clusterSize=1, partitionsCount=2, replicationFactor=1}',
      },
    });

    fake.cluster.zeebe.partitions.removePauseFiles(0);
    stopComponent(fake.cluster, 'broker-0');
    startComponent(fake.cluster, 'broker-0');
    expect((await partition(fake)).exporterPhase).toBe('EXPORTING');
  });

  it('is refused as a whole while one of several brokers is down', async () => {
    const fake = new FakeCluster({ zeebe: { brokers: 3, partitions: 3, replicationFactor: 3 } });
    stopComponent(fake.cluster, 'broker-2');
    const answer = await fake.json('broker-0', soft);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).toContain('Expected 3 members of partition 1 but found 2');
    expect((await partition(fake)).exporterPhase).toBe('EXPORTING');
  });

  it('shows each partition on all its brokers, and its phase on the leader only', async () => {
    const fake = new FakeCluster({ zeebe: { brokers: 3, partitions: 3, replicationFactor: 3 } });
    await fake.ask('broker-0', soft);
    const phases = [];
    for (const broker of ['broker-0', 'broker-1', 'broker-2'] as const) {
      const partitions = await fake.json(broker, 'GET /actuator/partitions');
      phases.push(
        Object.values(partitions).map((status) => (status as { exporterPhase: string }).exporterPhase),
      );
    }
    expect(phases).toEqual([
      ['SOFT_PAUSED', null, null],
      [null, 'SOFT_PAUSED', null],
      [null, null, 'SOFT_PAUSED'],
    ]);
  });
});
