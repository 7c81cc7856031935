import { describe, expect, it } from '@jest/globals';
import { faultSchema } from '../../faults/fault.schema.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const zeebe = {
  ...{ appearDelayMs: 0, partitionStaggerMs: 0, partitionDurationMs: 0 },
  ...{ changeDurationMs: 100, restoreDurationMs: 100 },
};
const fakeOf = (options: Options = {}) =>
  new FakeCluster({
    version: '8.10.9',
    zeebe: { brokers: 2, partitions: 2, replicationFactor: 1 },
    ...options,
    settings: { zeebe: { ...zeebe, ...options?.settings?.zeebe } },
  });
const rest = async (fake: FakeCluster, request: string, body?: object) => {
  const question = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fake.ask('rest', request, question);
  return { status: answer.status, body: JSON.parse(answer.body ?? 'null') as Record<string, unknown> };
};
const configurationOf = (fake: FakeCluster) => fake.json('broker-0', 'GET /actuator/cluster');
const recovering = async (options: Options = {}) => {
  const fake = fakeOf(options);
  for (const backupId of [41, 42]) {
    await rest(fake, 'POST /v2/backups/runtime', { backupId });
    fake.wait(1_000);
  }
  await rest(fake, 'PATCH /v2/mode?mode=RECOVERING');
  fake.wait(100);
  return fake;
};

describe('the mode of a cluster of 8.10', () => {
  it('changes after its plan was answered, and the topology shows it', async () => {
    const fake = fakeOf();
    const answer = await rest(fake, 'PATCH /v2/mode?mode=RECOVERING');
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        changeId: '1',
        plannedChanges: [
          { operation: 'ModeChangeOperation', mode: 'RECOVERING' },
          { operation: 'ModeChangeOperation', mode: 'RECOVERING' },
          { operation: 'AwaitModeChangeOperation', mode: 'RECOVERING' },
          { operation: 'AwaitModeChangeOperation', mode: 'RECOVERING' },
        ],
      },
    ]);
    expect(await configurationOf(fake)).toMatchObject({ pendingChange: { id: 1, status: 'IN_PROGRESS' } });
    fake.wait(100);
    const after = await configurationOf(fake);
    expect([after.pendingChange, after.lastChange]).toMatchObject([
      undefined,
      { id: 1, status: 'COMPLETED' },
    ]);
    expect((await rest(fake, 'GET /v2/topology')).body).toMatchObject({
      lastCompletedChangeId: '1',
      brokers: [{ partitions: [{ role: 'inactive', state: 'recovering' }] }, {}],
    });
    expect((await rest(fake, 'POST /v2/backups/runtime', { backupId: 43 })).status).toBe(503);
    expect((await rest(fake, 'GET /v2/backups/runtime')).status).toBe(200);
  });

  it('only plans with dryRun, refuses other words, and waits for no other change', async () => {
    const fake = fakeOf();
    expect((await rest(fake, 'PATCH /v2/mode?mode=RECOVERING&dryRun=true')).status).toBe(200);
    expect((await rest(fake, 'PATCH /v2/mode?mode=SLEEPING')).status).toBe(400);
    await rest(fake, 'PATCH /v2/mode?mode=RECOVERING');
    expect((await rest(fake, 'PATCH /v2/mode?mode=PROCESSING')).status).toBe(409);
  });
});

describe('a restore in process', () => {
  it('goes through the replicas one by one, and ends in processing', async () => {
    const fake = await recovering();
    const answer = await rest(fake, 'POST /v2/restore', { backupIds: [41] });
    expect([answer.status, (answer.body.plannedChanges as { operation: string }[])[0]?.operation]).toEqual([
      202,
      'SchemaInitializationOperation',
    ]);
    fake.wait(100);
    expect((await rest(fake, 'GET /v2/restore')).body).toMatchObject({
      status: 'IN_PROGRESS',
      changeId: answer.body.changeId,
      brokers: [
        { brokerId: '0', partitionsRestored: 1, partitions: [{ state: 'RESTORED', backupIds: [41] }] },
        { brokerId: '1', partitionsRestored: 0, partitions: [{ state: 'RESTORING' }] },
      ],
    });
    fake.wait(100);
    expect((await rest(fake, 'GET /v2/restore')).status).toBe(404);
    const changeId = String(answer.body.changeId);
    expect(await fake.json('broker-0', `GET /actuator/cluster/changes/${changeId}`)).toMatchObject({
      status: 'COMPLETED',
    });
    expect((await rest(fake, 'GET /v2/topology')).body).toMatchObject({
      brokers: [{ partitions: [{ role: 'leader', state: 'active' }] }, {}],
    });
    // The restored logs know the backup that they came from, and nothing later.
    expect((await rest(fake, 'POST /v2/backups/runtime', { backupId: 41 })).status).toBe(409);
  });

  it('makes the indices that no snapshot brought back, empty', async () => {
    const fake = await recovering();
    fake.cluster.state.elasticsearch.indices = [];
    await rest(fake, 'POST /v2/restore', { backupIds: [42] });
    fake.wait(200);
    const made = fake.cluster.state.elasticsearch.indices.find(({ name }) =>
      name.startsWith('operate-list-view'),
    );
    expect(made?.docs).toBe(0);
  });

  it.each([
    [{}, 'Exactly one backup id'],
    [{ backupIds: [41, 42] }, 'Exactly one backup id'],
    [{ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }, 'Exactly one backup id'],
    [{ backupIds: [99] }, 'No completed backup found for partition 1 with backup id 99'],
  ])('refuses %j on a search engine', async (body, text) => {
    const answer = await rest(await recovering(), 'POST /v2/restore', body);
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining(text)]);
  });

  it('is refused outside of recovery', async () => {
    const fake = await recovering();
    await rest(fake, 'PATCH /v2/mode?mode=PROCESSING');
    fake.wait(100);
    expect((await rest(fake, 'POST /v2/restore', { backupIds: [41] })).status).toBe(409);
  });

  it('repeats a partition that fails, and can be cancelled, which leaves the cluster in recovery', async () => {
    const fake = await recovering();
    fake.cluster.context.faults.add(faultSchema.parse({ kind: 'restoreStepFails', partitionId: 2 }));
    const { body } = await rest(fake, 'POST /v2/restore', { backupIds: [41] });
    fake.wait(10_000);
    expect((await rest(fake, 'GET /v2/restore')).body).toMatchObject({
      brokers: [{ partitionsRestored: 1 }, { partitionsRestored: 0 }],
    });
    const cancel = () => fake.ask('broker-0', `DELETE /actuator/cluster/changes/${String(body.changeId)}`);
    expect([(await cancel()).status, (await cancel()).status]).toEqual([200, 404]);
    expect(await configurationOf(fake)).toMatchObject({ lastChange: { status: 'CANCELLED' } });
    expect((await rest(fake, 'GET /v2/topology')).body).toMatchObject({
      brokers: [{ partitions: [{ state: 'recovering' }] }, {}],
    });
    fake.cluster.context.faults.clear();
    await rest(fake, 'POST /v2/restore', { backupIds: [42] });
    fake.wait(200);
    expect(await configurationOf(fake)).toMatchObject({ lastChange: { status: 'COMPLETED' } });
  });

  it('on an RDBMS takes what is there, ids, or a range', async () => {
    const fake = fakeOf({ secondaryStorage: 'rdbms' });
    const { body } = await rest(fake, 'POST /v2/backups/runtime');
    fake.wait(1_000);
    await rest(fake, 'PATCH /v2/mode?mode=RECOVERING');
    fake.wait(100);
    const dry = (request: object) => rest(fake, 'POST /v2/restore?dryRun=true', request);
    const id = body.backupId as number;
    expect([
      (await dry({})).status,
      (await dry({ backupIds: [id] })).status,
      (await dry({ from: '2000-01-01T00:00:00Z', to: '2000-01-02T00:00:00Z' })).status,
      (await dry({ backupIds: [id], to: '2000-01-02T00:00:00Z' })).status,
    ]).toEqual([202, 202, 400, 400]);
  });
});
