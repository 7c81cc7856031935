import { describe, expect, it } from '@jest/globals';
import { faultSchema } from '../../faults/fault.schema.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';
import { takeScheduledBackup } from './generated-ids.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const zeebe = { appearDelayMs: 100, partitionStaggerMs: 0, partitionDurationMs: 100, deleteDelayMs: 100 };
const path = '/actuator/backupRuntime';
const fakeOf = (options: Options = {}) =>
  new FakeCluster({
    version: '8.9.3',
    secondaryStorage: 'rdbms',
    ...options,
    settings: { zeebe: { ...zeebe, ...options?.settings?.zeebe } },
  });
const take = async (fake: FakeCluster) => {
  const answer = await fake.ask('broker-0', `POST ${path}`);
  fake.wait(1_000);
  return {
    status: answer.status,
    ...(JSON.parse(answer.body ?? '') as { backupId: number; message: string }),
  };
};
const rangesOf = async (fake: FakeCluster) => {
  const { ranges } = await fake.json('broker-0', `GET ${path}/state`);
  return (ranges as { partitionId: number; start: { checkpointId: number }; end: { checkpointId: number } }[])
    .filter(({ partitionId }) => partitionId === 1)
    .map(({ start, end }) => [start.checkpointId, end.checkpointId]);
};

describe('a cluster on an RDBMS', () => {
  it('generates the id of a backup, in milliseconds, for a POST without a body', async () => {
    const fake = fakeOf();
    const before = fake.clock.now();
    const first = await take(fake);
    expect(first).toEqual({
      status: 202,
      backupId: before,
      message: `A backup with id ${before} has been scheduled. Use GET actuator/backups/${before} to monitor the status.`,
    });
    expect(await fake.json('broker-0', `GET ${path}/${before}`)).toMatchObject({ state: 'COMPLETED' });
  });

  it('never gives an id twice, however fast it is asked', async () => {
    const fake = fakeOf();
    const ids = [];
    for (let count = 0; count < 3; count += 1) {
      const { backupId } = await fake.json('broker-0', `POST ${path}`);
      ids.push(backupId as number);
    }
    expect(new Set(ids).size).toBe(3);
  });

  it.each([
    ['8.9.3', 'Cannot take backup with predetermined backupId when continuous backups are enabled.'],
    [
      '8.10.9',
      'Cannot take backup with predetermined backupId when continuous backups and/or backup or checkpoint scheduler is enabled.',
    ],
  ])('%s refuses an explicit id, also 0', async (version, text) => {
    const fake = fakeOf({ version });
    for (const id of [42, 0]) {
      const answer = await fake.ask('broker-0', `POST ${path}`, { body: `{"backupId":${id}}` });
      expect([answer.status, answer.body]).toEqual([400, expect.stringContaining(text)]);
    }
  });

  it('a body without an id and one of JSON type that is empty are a 400', async () => {
    const fake = fakeOf();
    for (const body of ['{}', ''])
      expect((await fake.ask('broker-0', `POST ${path}`, { body, type: 'application/json' })).status).toBe(
        400,
      );
  });

  it('has no history, no records and no Operate, and no search engine unless Optimize has one', async () => {
    const fake = fakeOf();
    expect(fake.cluster.config.components).toEqual(['zeebe']);
    expect((await fake.ask('broker-0', 'GET /actuator/backupHistory')).status).toBe(404);
    expect(Object.keys((await fake.json('broker-0', 'GET /actuator'))._links as object)).not.toContain(
      'backupHistory',
    );
    expect((await fake.ask('broker-0', 'GET /actuator/exporters')).body).toBe(
      '[{"exporterId":"rdbms","status":"ENABLED"}]',
    );
    const withOptimize = fakeOf({ components: ['zeebe', 'optimize', 'elasticsearch'] });
    expect((await withOptimize.ask('broker-0', 'GET /actuator/exporters')).body).toContain('elasticsearch');
  });

  it('joins its backups to one range per partition, and a failed one breaks it', async () => {
    const fake = fakeOf();
    const first = await take(fake);
    const second = await take(fake);
    expect(await rangesOf(fake)).toEqual([[first.backupId, second.backupId]]);
    fake.cluster.context.faults.add(
      faultSchema.parse({ kind: 'zeebePartitionFails', partitionId: 1, times: 1 }),
    );
    await take(fake);
    const last = await take(fake);
    expect(await rangesOf(fake)).toEqual([
      [first.backupId, second.backupId],
      [last.backupId, last.backupId],
    ]);
  });

  it('deleting the first shrinks the range, and one in the middle breaks it', async () => {
    const fake = fakeOf();
    const ids = [];
    for (let count = 0; count < 4; count += 1) ids.push((await take(fake)).backupId);
    const remove = async (id = 0) => {
      await fake.ask('broker-0', `DELETE ${path}/${id}`);
      fake.wait(200);
    };
    await remove(ids[0]);
    expect(await rangesOf(fake)).toEqual([[ids[1], ids[3]]]);
    await remove(ids[2]);
    expect(await rangesOf(fake)).toEqual([
      [ids[1], ids[1]],
      [ids[3], ids[3]],
    ]);
  });

  it('shows markers between backups, and what its own scheduler took', async () => {
    const fake = fakeOf({ settings: { zeebe: { checkpointIntervalMs: 10_000 } } });
    expect(takeScheduledBackup(fake.cluster.zeebe)).toBeUndefined();
    fake.wait(1_000);
    const state = () => fake.json('broker-0', `GET ${path}/state`);
    expect((await state()).backupStates).toMatchObject([{ checkpointType: 'SCHEDULED_BACKUP' }, {}]);
    fake.wait(20_000);
    expect((await state()).checkpointStates).toMatchObject([{ checkpointType: 'MARKER' }, {}]);
    expect(takeScheduledBackup(new FakeCluster({ version: '8.9.3' }).cluster.zeebe)).toContain('no schedule');
  });

  it('an 8.9 on a search engine with a schedule generates ids as well', async () => {
    const fake = new FakeCluster({ version: '8.9.3', settings: { zeebe: { generatedIds: true } } });
    const answer = await fake.ask('broker-0', `POST ${path}`, { body: '{"backupId":42}' });
    expect([answer.status, (await fake.ask('broker-0', `POST ${path}`)).status]).toEqual([400, 202]);
  });
});
