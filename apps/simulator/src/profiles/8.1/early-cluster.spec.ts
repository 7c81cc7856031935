import { describe, expect, it } from '@jest/globals';
import { faultSchema } from '../../faults/fault.schema.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const durations = { appearDelayMs: 100, partDurationMs: 100, partGapMs: 100 };
const zeebe = { appearDelayMs: 100, partitionStaggerMs: 100, partitionDurationMs: 200 };
const fakeOf = (options: Options = {}) =>
  new FakeCluster({
    version: '8.1.9',
    ...options,
    settings: {
      zeebe: { ...zeebe, ...options?.settings?.zeebe },
      ...{ operate: durations, tasklist: durations, optimize: durations },
    },
  });

describe('the web applications of 8.1', () => {
  it.each(['operate', 'tasklist'] as const)(
    '%s takes six parts, for an id that is text as well',
    async (app) => {
      const fake = fakeOf();
      const answer = await fake.ask(app, 'POST /actuator/backup', { body: '{"backupId":"42"}' });
      const names = Array.from({ length: 6 }, (_, index) => `camunda_${app}_42_8.1.9_part_${index + 1}_of_6`);
      expect([answer.status, answer.body]).toEqual([200, JSON.stringify({ scheduledSnapshots: names })]);
      const states = [];
      for (let step = 0; step < 12; step += 1) {
        fake.wait(100);
        states.push((await fake.ask(app, 'GET /actuator/backup/42')).body);
      }
      expect(states.slice(0, 2)).toEqual(['{"State":"IN_PROGRESS"}', '{"State":"INCOMPLETE"}']);
      expect(states.at(-1)).toBe('{"State":"COMPLETED"}');
    },
  );

  it('does not write the id of the backup into the metadata', async () => {
    const fake = fakeOf();
    await fake.ask('operate', 'POST /actuator/backup', { body: '{"backupId":42}' });
    fake.wait(100);
    expect(fake.cluster.snapshots.list('camunda')[0]?.metadata).toEqual({
      version: '8.1.9',
      partNo: 1,
      partCount: 6,
    });
  });

  it('Optimize has a number of its own, answers 200 with names, and 409 to the same id', async () => {
    const fake = fakeOf();
    const post = { body: '{"backupId":42}' };
    const answer = await fake.ask('optimize', 'POST /actuator/backup', post);
    const names = [1, 2].map((part) => `camunda_optimize_42_3.9.9_part_${part}_of_2`);
    expect([answer.status, answer.body]).toEqual([200, JSON.stringify({ scheduledSnapshots: names })]);
    fake.wait(1_000);
    expect((await fake.ask('optimize', 'POST /actuator/backup', post)).status).toBe(409);
  });

  it('refuses a missing id, a bad one, and the same one', async () => {
    const fake = fakeOf();
    const post = async (body: string) =>
      (await fake.ask('operate', 'POST /actuator/backup', { body })).status;
    expect([await post('{}'), await post('{"backupId":-1}'), await post('{"backupId":"x"}')]).toEqual([
      400, 400, 400,
    ]);
    await post('{"backupId":42}');
    fake.wait(2_000);
    expect([await post('{"backupId":42}'), await post('{"backupId":43}')]).toEqual([400, 200]);
  });

  it('has no list, no deletion and no plural', async () => {
    const fake = fakeOf();
    const requests = [
      ...['GET /actuator/backup', 'DELETE /actuator/backup/42'],
      ...['GET /actuator/backups', 'POST /actuator/backups', 'GET /actuator/backup/42'],
    ];
    const statuses = [];
    for (const request of requests) statuses.push((await fake.ask('operate', request)).status);
    expect(statuses).toEqual([405, 405, 404, 404, 404]);
  });
});

describe('the Zeebe of 8.1', () => {
  it('takes the id from the path, and answers with it', async () => {
    const fake = fakeOf();
    const answer = await fake.ask('broker-0', 'POST /actuator/backups/42');
    expect([answer.status, answer.body]).toEqual([200, '{"id":42}']);
    expect(await fake.json('broker-0', 'GET /actuator/backups/42')).toEqual({
      backupId: 42,
      status: 'DOES_NOT_EXIST',
      partitions: [
        { partitionId: 1, status: 'DOES_NOT_EXIST' },
        { partitionId: 2, status: 'DOES_NOT_EXIST' },
      ],
    });
    fake.wait(1_000);
    expect(await fake.json('broker-0', 'GET /actuator/backups/42')).toMatchObject({
      status: 'COMPLETED',
      partitions: [
        {
          status: 'COMPLETED',
          description: { checkpointPosition: expect.any(Number), brokerVersion: '8.1.9' },
        },
        {},
      ],
    });
  });

  it('answers 500 to whatever goes wrong, and names the failure', async () => {
    const fake = fakeOf();
    await fake.ask('broker-0', 'POST /actuator/backups/42');
    const again = await fake.ask('broker-0', 'POST /actuator/backups/42');
    expect([again.status, JSON.parse(again.body ?? '')]).toEqual([
      500,
      { id: 42, failure: expect.stringContaining('The latest backup has id 42.') },
    ]);
    const none = await fakeOf({ settings: { zeebe: { backupStore: 'NONE' } } }).ask(
      'broker-0',
      'GET /actuator/backups/42',
    );
    expect([none.status, JSON.parse(none.body ?? '')]).toEqual([
      500,
      { id: 42, failure: expect.stringContaining('No backup store is configured') },
    ]);
  });

  it('shows a failed partition', async () => {
    const fake = fakeOf();
    fake.cluster.context.faults.add(
      faultSchema.parse({ kind: 'zeebePartitionFails', partitionId: 2, reason: 'no' }),
    );
    await fake.ask('broker-0', 'POST /actuator/backups/42');
    fake.wait(1_000);
    expect(await fake.json('broker-0', 'GET /actuator/backups/42')).toMatchObject({
      status: 'FAILED',
      failureReason: 'Backup on partition 2 failed due to no. ',
      partitions: [{ status: 'COMPLETED' }, { status: 'FAILED', failureReason: 'no' }],
    });
  });

  it('answers in the later shape where that is set', async () => {
    const fake = fakeOf({ settings: { zeebe: { earlyShape: false } } });
    await fake.ask('broker-0', 'POST /actuator/backups/42');
    fake.wait(1_000);
    expect(await fake.json('broker-0', 'GET /actuator/backups/42')).toMatchObject({
      state: 'COMPLETED',
      details: [{ partitionId: 1 }, { partitionId: 2 }],
    });
  });

  it('has no list, no deletion, no /actuator/cluster and no REST API', async () => {
    const fake = fakeOf();
    const statuses = [];
    for (const request of [
      ...['GET /actuator/backups', 'DELETE /actuator/backups/42'],
      ...['GET /actuator/cluster', 'GET /v2/topology', 'GET /actuator/exporters', 'GET /actuator/partitions'],
    ])
      statuses.push((await fake.ask('broker-0', request)).status);
    expect(statuses).toEqual([404, 405, 404, 404, 404, 200]);
  });
});
