import { describe, expect, it } from '@jest/globals';
import { startComponent, stopComponent } from '../../cluster/lifecycle.ts';
import { faultSchema } from '../../faults/fault.schema.ts';
import type { FaultInput } from '../../faults/fault.schema.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const durations = {
  zeebe: { appearDelayMs: 100, partitionStaggerMs: 0, partitionDurationMs: 100, changeDurationMs: 0 },
  webapps: { appearDelayMs: 100, partDurationMs: 100, partGapMs: 0 },
};
const fakeOf = (options: Options = {}) =>
  new FakeCluster({
    version: '8.10.9',
    ...options,
    settings: {
      zeebe: { ...durations.zeebe, ...options?.settings?.zeebe },
      webapps: { ...durations.webapps, ...options?.settings?.webapps },
    },
  });
const add = (fake: FakeCluster, fault: FaultInput) =>
  fake.cluster.context.faults.add(faultSchema.parse(fault));
const rest = async (fake: FakeCluster, request: string, body?: object, authorization?: string) => {
  const answer = await fake.ask('rest', request, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(authorization === undefined ? {} : { authorization }),
  });
  return { status: answer.status, body: JSON.parse(answer.body ?? 'null') as Record<string, unknown> };
};

describe('backups by the REST API', () => {
  it('takes a runtime backup, shows it with every field, and refuses a lower id', async () => {
    const fake = fakeOf();
    expect(await rest(fake, 'POST /v2/backups/runtime', { backupId: 42 })).toEqual({
      status: 202,
      body: { backupId: 42 },
    });
    fake.wait(1_000);
    const { body } = await rest(fake, 'GET /v2/backups/runtime/42');
    expect(body).toMatchObject({ backupId: 42, state: 'COMPLETED', failureReason: null });
    expect(Object.keys((body.details as object[])[0] ?? {})).toEqual([
      ...['partitionId', 'state', 'failureReason', 'createdAt', 'lastUpdatedAt', 'snapshotId'],
      ...['firstLogPosition', 'checkpointPosition', 'brokerId', 'brokerVersion'],
    ]);
    const again = await rest(fake, 'POST /v2/backups/runtime', { backupId: 41 });
    expect([again.status, again.body.title]).toEqual([409, 'ALREADY_EXISTS']);
    expect((await rest(fake, 'POST /v2/backups/runtime')).status).toBe(400);
    expect((await rest(fake, 'GET /v2/backups/runtime/7')).status).toBe(404);
    expect((await rest(fake, 'GET /v2/backups/runtime?prefix=x')).status).toBe(400);
  });

  it('lists runtime backups by descending id, and deletes late', async () => {
    const fake = fakeOf();
    for (const backupId of [12, 13, 21]) {
      await rest(fake, 'POST /v2/backups/runtime', { backupId });
      fake.wait(1_000);
    }
    const ids = async (query = '') => {
      const { body } = await rest(fake, `GET /v2/backups/runtime${query}`);
      return (body as unknown as { backupId: number }[]).map(({ backupId }) => backupId);
    };
    expect([await ids(), await ids('?prefix=1*')]).toEqual([
      [21, 13, 12],
      [13, 12],
    ]);
    expect((await fake.ask('rest', 'DELETE /v2/backups/runtime/12')).status).toBe(204);
    fake.wait(1_000);
    expect(await ids()).toEqual([21, 13]);
  });

  it('takes a history backup with 202 and its names, and 409 for the same id and while one runs', async () => {
    const fake = fakeOf();
    const taken = await rest(fake, 'POST /v2/backups/history', { backupId: 42 });
    expect([taken.status, (taken.body.scheduledSnapshots as string[])[5]]).toEqual([
      202,
      'camunda_webapps_42_8.10.9_part_6_of_6',
    ]);
    expect((await rest(fake, 'POST /v2/backups/history', { backupId: 43 })).status).toBe(409);
    fake.wait(2_000);
    expect((await rest(fake, 'POST /v2/backups/history', { backupId: 42 })).status).toBe(409);
    expect((await rest(fake, 'GET /v2/backups/history/42')).body).toMatchObject({
      state: 'COMPLETED',
      failureReason: null,
      details: [{ failures: [] }, {}, {}, {}, {}, {}],
    });
    const [listed] = (await rest(fake, 'GET /v2/backups/history?prefix=4*&verbose=false'))
      .body as unknown as { details: object[] }[];
    expect(listed?.details[0]).toMatchObject({ state: null, startTime: null });
  });

  it('forgets the parts that wait when the broker behind the REST API restarts', async () => {
    const fake = fakeOf();
    await rest(fake, 'POST /v2/backups/history', { backupId: 42 });
    fake.wait(150);
    stopComponent(fake.cluster, 'broker-0');
    startComponent(fake.cluster, 'broker-0');
    fake.wait(3_000);
    expect(fake.cluster.snapshots.list('camunda')).toHaveLength(1);
    expect((await rest(fake, 'POST /v2/backups/history', { backupId: 43 })).status).toBe(202);
  });

  it('refuses while the cluster scales, by both APIs', async () => {
    const fake = fakeOf();
    add(fake, { kind: 'scalingInProgress', times: 2 });
    const refused = await rest(fake, 'POST /v2/backups/runtime', { backupId: 42 });
    expect([refused.status, refused.body.title]).toEqual([409, 'INVALID_STATE']);
    const body = '{"backupId":43}';
    expect((await fake.ask('broker-0', 'POST /actuator/backupRuntime', { body })).status).toBe(409);
    fake.wait(1_000);
    expect((await rest(fake, 'GET /v2/backups/runtime/43')).body).toMatchObject({ state: 'FAILED' });
  });

  it.each([
    [{ elasticsearch: { repositories: [] } }, 403],
    [{ repository: '' }, 403],
    [{ version: '8.10.9', secondaryStorage: 'rdbms' as const }, 403],
  ])('history of %j is a %d', async (options, status) => {
    expect((await rest(fakeOf(options), 'GET /v2/backups/history')).status).toBe(status);
  });

  it('answers 503 while the search engine is down or a partition has no leader', async () => {
    const fake = fakeOf();
    stopComponent(fake.cluster, 'elasticsearch');
    expect((await rest(fake, 'POST /v2/backups/history', { backupId: 42 })).status).toBe(503);
    stopComponent(fake.cluster, 'broker-0');
    expect((await rest(fake, 'POST /v2/backups/runtime', { backupId: 42 })).status).toBe(503);
  });

  it('has problem documents for what it does not serve', async () => {
    const fake = fakeOf();
    expect((await rest(fake, 'GET /v2/other')).body).toMatchObject({ status: 404, instance: '/v2/other' });
    expect((await rest(fake, 'PUT /v2/exporting')).status).toBe(405);
  });
});
