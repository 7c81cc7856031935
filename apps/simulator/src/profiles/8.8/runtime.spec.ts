import { describe, expect, it } from '@jest/globals';
import { stopComponent } from '../../cluster/lifecycle.ts';
import { faultSchema } from '../../faults/fault.schema.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const zeebe = { appearDelayMs: 100, partitionStaggerMs: 0, partitionDurationMs: 100, deleteDelayMs: 100 };
const path = '/actuator/backupRuntime';
const fakeOf = (version: string, options: Options = {}) =>
  new FakeCluster({ ...options, version, settings: { zeebe: { ...zeebe, ...options?.settings?.zeebe } } });
const take = (fake: FakeCluster, id: number, broker: 'broker-0' | 'broker-1' = 'broker-0') =>
  fake.ask(broker, `POST ${path}`, { body: `{"backupId":${id}}` });
const scheduled = (id: number) =>
  `A backup with id ${id} has been scheduled. Use GET actuator/backups/${id} to monitor the status.`;

describe('the runtime backups of 8.8 and 8.9', () => {
  it.each([
    ['8.8.3', { message: scheduled(42) }],
    ['8.9.0', { message: scheduled(42), backupId: 42 }],
  ])('%s accepts an id', async (version, body) => {
    const answer = await take(fakeOf(version), 42);
    expect([answer.status, JSON.parse(answer.body ?? '')]).toEqual([202, body]);
  });

  it.each([
    [
      '8.8.3',
      'Requested backup has id 41. The latest backup has id 42. A backupId is an integer and must be greater than the ID of previous backups that are completed, failed, or deleted. Zeebe does not take two backups with the same ids.',
    ],
    [
      '8.9.0',
      'Requested backup has ID 41. The latest backup has ID 42. The backup ID must be greater than the ID of previous backups that are completed, failed, or deleted.',
    ],
  ])('%s refuses a lower id', async (version, text) => {
    const fake = fakeOf(version);
    await take(fake, 42);
    const answer = await take(fake, 41);
    expect([answer.status, JSON.parse(answer.body ?? '')]).toEqual([409, { message: text }]);
  });

  it('knows a prefix, and refuses what is neither that nor an id', async () => {
    const fake = fakeOf('8.8.3');
    for (const id of [12, 13, 21]) {
      await take(fake, id);
      fake.wait(1_000);
    }
    const list = async (query: string) => {
      const { body } = await fake.ask('broker-0', `GET ${path}${query}`);
      return (JSON.parse(body ?? '') as { backupId: number }[]).map(({ backupId }) => backupId).sort();
    };
    expect([await list(''), await list('/*'), await list('/1*')]).toEqual([
      [12, 13, 21],
      [12, 13, 21],
      [12, 13],
    ]);
    const odd = await fake.ask('broker-0', `GET ${path}/x`);
    expect([odd.status, odd.body]).toEqual([
      400,
      `{"message":"Expected a backup ID or prefix ending with '*', but got 'x'."}`,
    ]);
    expect((await fake.ask('broker-0', `GET ${path}/99`)).body).toBe(
      '{"message":"Backup with id 99 does not exist"}',
    );
  });

  it('is answered by any broker for the whole cluster', async () => {
    const fake = fakeOf('8.8.3', { zeebe: { brokers: 3, partitions: 3, replicationFactor: 1 } });
    await take(fake, 42, 'broker-1');
    fake.wait(1_000);
    expect(await fake.json('broker-2', `GET ${path}/42`)).toMatchObject({
      state: 'COMPLETED',
      details: [{ partitionId: 1 }, { partitionId: 2 }, { partitionId: 3 }],
    });
    stopComponent(fake.cluster, 'broker-0');
    const answer = await take(fake, 43, 'broker-1');
    expect([answer.status, answer.body]).toEqual([
      502,
      '{"message":"Expected to send request to all 3 partitions, but found only 2 partitions in topology."}',
    ]);
  });

  it('a POST without a body is a 415 in 8.8, and in 8.9 asks for an id', async () => {
    expect((await fakeOf('8.8.3').ask('broker-0', `POST ${path}`)).status).toBe(415);
    const answer = await fakeOf('8.9.0').ask('broker-0', `POST ${path}`);
    expect([answer.status, answer.body]).toEqual([
      400,
      '{"message":"A backupId must be provided and it must be > 0"}',
    ]);
  });

  it('deletes at once in 8.8, and after the answer in 8.9', async () => {
    const left = async (version: string) => {
      const fake = fakeOf(version);
      await take(fake, 42);
      fake.wait(1_000);
      expect((await fake.ask('broker-0', `DELETE ${path}/42`)).status).toBe(204);
      const first = (await fake.ask('broker-0', `GET ${path}/42`)).status;
      fake.wait(100);
      return [first, (await fake.ask('broker-0', `GET ${path}/42`)).status];
    };
    expect([await left('8.8.3'), await left('8.9.0')]).toEqual([
      [404, 404],
      [200, 404],
    ]);
    expect((await fakeOf('8.9.0').ask('broker-0', `DELETE ${path}/4711`)).status).toBe(204);
  });

  it('8.9 does not delete what its log knows nothing of, although it answers 204', async () => {
    const fake = fakeOf('8.9.0');
    fake.cluster.zeebe.backups.placeStale(42, '2026-01-01T00:00:00Z');
    expect((await fake.ask('broker-0', `DELETE ${path}/42`)).status).toBe(204);
    fake.wait(1_000);
    expect((await fake.ask('broker-0', `GET ${path}/42`)).status).toBe(200);
  });

  it('refuses while the cluster scales, and burns the id', async () => {
    const fake = fakeOf('8.8.3');
    fake.cluster.context.faults.add(faultSchema.parse({ kind: 'scalingInProgress', times: 1 }));
    expect((await take(fake, 42)).body).toBe(
      '{"message":"Cannot take backup while scaling is in progress. Please retry after scaling is completed."}',
    );
    fake.wait(1_000);
    expect(await fake.json('broker-0', `GET ${path}/42`)).toMatchObject({ state: 'FAILED' });
    expect((await take(fake, 42)).status).toBe(409);
  });
});

describe('the rest of an Orchestration Cluster', () => {
  it('has no /actuator/backups, and links what it has', async () => {
    const fake = fakeOf('8.8.3');
    expect((await fake.ask('broker-0', 'GET /actuator/backups')).status).toBe(404);
    const { _links: links } = await fake.json('broker-0', 'GET /actuator');
    expect(Object.keys(links as object)).toEqual(
      expect.arrayContaining(['backupRuntime', 'backupHistory', 'exporting', 'partitions', 'cluster']),
    );
    expect(Object.keys(links as object)).not.toContain('backups');
  });

  it('pauses softly in the envelope, shows its version, and is ready', async () => {
    const fake = fakeOf('8.8.3');
    expect((await fake.ask('broker-0', 'POST /actuator/exporting/pause?soft=true')).body).toBe(
      '{"body":null,"status":204,"contentType":null}',
    );
    expect(await fake.json('broker-0', 'GET /actuator/partitions')).toMatchObject({
      1: { exporterPhase: 'SOFT_PAUSED' },
    });
    expect((await fake.ask('broker-0', 'GET /actuator/info')).body).toContain('"version":"8.8.3"');
    expect((await fake.ask('broker-0', 'GET /actuator/health/readiness')).status).toBe(200);
    expect((await fake.ask('broker-0', 'GET /actuator/cluster')).body).toContain('"id":"camundaexporter"');
  });

  it('shows checkpoints and ranges since 8.9', async () => {
    const fake = fakeOf('8.9.0');
    expect(await fake.json('broker-0', `GET ${path}/state`)).toEqual({
      checkpointStates: [],
      backupStates: [],
      ranges: [],
    });
    await take(fake, 42);
    fake.wait(1_000);
    expect(await fake.json('broker-0', `GET ${path}/state`)).toMatchObject({
      checkpointStates: [{ partitionId: 1, checkpointId: 42, checkpointType: 'MANUAL_BACKUP' }, {}],
      backupStates: [{ partitionId: 1, checkpointId: 42, firstLogPosition: 1 }, {}],
      ranges: [{ partitionId: 1, start: { checkpointId: 42 }, end: { checkpointId: 42 } }, {}],
    });
    expect((await fake.ask('broker-0', `DELETE ${path}/state`)).status).toBe(204);
    expect(await fake.json('broker-0', `GET ${path}/state`)).toMatchObject({ ranges: [] });
    const odd = await fake.ask('broker-0', `POST ${path}/state/x`);
    expect([odd.status, odd.body]).toEqual([400, '{"message":"Unknown write operation: state/x"}']);
    expect((await fakeOf('8.8.3').ask('broker-0', `GET ${path}/state`)).status).toBe(400);
  });
});
