import { afterEach, describe, expect, it } from '@jest/globals';
import { ANSWER_BOUNDS } from '#http';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { ZeebeBackupClient } from './zeebe-backup.client.ts';

const ID = 1795413416;
const type = 'application/vnd.spring-boot.actuator.v3+json';
const noStore =
  'Cannot process backup requests. No backup store is configured. To use this feature, configure backup in broker configuration.';

const partition = (partitionId: number, state = 'COMPLETED', more: Record<string, unknown> = {}) => ({
  partitionId,
  state,
  createdAt: '2026-11-23T05:57:28.871235468Z',
  lastUpdatedAt: '2026-11-23T05:57:30.248504832Z',
  checkpointPosition: 3610,
  brokerVersion: '8.6.0',
  ...more,
});
const shown = (state: string, details: unknown[], more: Record<string, unknown> = {}): Recorded => ({
  type,
  body: { backupId: ID, state, details, ...more },
});

describe('ZeebeBackupClient', () => {
  let server: Replay;

  async function connect(answers: Record<string, Recorded>): Promise<ZeebeBackupClient> {
    server = await replay(answers);
    const management = new ManagementClient({ component: 'zeebe', baseUrl: server.url });
    return new ZeebeBackupClient({ management });
  }
  const look = async (answer: Recorded) =>
    (await connect({ [`GET /actuator/backups/${ID}`]: answer })).look(ID, { expectedPartitions: 2 });

  afterEach(async () => {
    await server.close();
  });

  it('reads the list of thousands of backups with many partitions, which exceeds the bound of other answers', async () => {
    const { createdAt, brokerVersion } = partition(1);
    const details = Array.from({ length: 64 }, (_, index) => ({
      ...{ partitionId: index + 1, state: 'COMPLETED', createdAt, brokerVersion },
    }));
    const all = Array.from({ length: 5_000 }, (_, index) => ({
      ...{ backupId: index + 1, state: 'COMPLETED', details },
    }));
    expect(JSON.stringify(all).length).toBeGreaterThan(ANSWER_BOUNDS.bytes);
    const client = await connect({ 'GET /actuator/backups': { type, body: all } });
    expect(await client.ids()).toHaveLength(5_000);
    expect((await client.list()).at(-1)).toMatchObject({ backupId: 5_000, state: 'completed', done: 64 });
  });

  it('triggers with HTTP 202', async () => {
    const message = `A backup with id ${ID} has been scheduled. Use GET actuator/backups/${ID} to monitor the status.`;
    const client = await connect({ 'POST /actuator/backups': { status: 202, type, body: { message } } });
    await expect(client.trigger(ID)).resolves.toBe(message);
    expect(server.asked[0]!.body).toBe(`{"backupId":${ID}}`);
  });

  const latest = `Requested backup has id ${ID}. The latest backup has id ${ID}. Id of new backups must be higher than the previous one. `;
  it.each<[string, boolean, number, string]>([
    ['id-in-use', false, 409, latest],
    [
      'busy',
      true,
      409,
      'Cannot take backup while scaling is in progress. Please retry after scaling is completed.',
    ],
    ['refused', false, 400, noStore],
    ['refused', false, 400, 'A backupId must be provided and it must be > 0'],
    [
      'unavailable',
      true,
      502,
      'Expected to send request to all 2 partitions, but found only 0 partitions in topology.',
    ],
    ['unavailable', true, 503, 'Reached maximum capacity of requests handled'],
    ['unavailable', true, 504, 'Request from gateway to broker timed out.'],
    [
      'unexpected-answer',
      true,
      500,
      'software.amazon.awssdk.core.exception.SdkClientException: Unable to execute HTTP request',
    ],
    ['unexpected-answer', true, 200, 'of 8.1'],
  ])(
    'refuses a trigger with %s (retryable: %s) for HTTP %i "%s"',
    async (code, retryable, status, message) => {
      const client = await connect({ 'POST /actuator/backups': { status, type, body: { message } } });
      const failure = await failureDetail(client.trigger(ID));
      expect(failure).toMatchObject({ code, retryable, status, component: 'zeebe', answer: message.trim() });
    },
  );

  it('is absent, not failed, when the broker says 404 just after the trigger', async () => {
    const seen = await look({ status: 404, type, body: { message: `Backup with id ${ID} does not exist` } });
    expect(seen).toEqual({
      state: 'absent',
      message: `HTTP 404: Backup with id ${ID} does not exist`,
      done: 0,
      total: null,
      startedAt: null,
    });
  });

  it('shows a running backup by partitions', async () => {
    const seen = await look(shown('IN_PROGRESS', [partition(1, 'IN_PROGRESS'), partition(2)]));
    expect(seen).toEqual({
      state: 'running',
      message: 'IN_PROGRESS, 1 of 2 partitions',
      done: 1,
      total: 2,
      startedAt: Date.parse('2026-11-23T05:57:28.871Z'),
    });
  });

  it('is completed when every expected partition is', async () => {
    await expect(look(shown('COMPLETED', [partition(1), partition(2)]))).resolves.toMatchObject({
      state: 'completed',
      done: 2,
      total: 2,
    });
  });

  it.each<[string, unknown[]]>([
    ['a partition is not listed', [partition(1)]],
    ['a partition is listed twice and another not', [partition(1), partition(1)]],
    ['a partition says otherwise', [partition(1), partition(2, 'IN_PROGRESS')]],
    ['nothing is listed', []],
  ])('does not believe COMPLETED when %s', async (_, details) => {
    await expect(look(shown('COMPLETED', details))).resolves.toMatchObject({ state: 'incomplete', total: 2 });
  });

  it('lets a look say how many partitions it expects', async () => {
    const client = await connect({
      [`GET /actuator/backups/${ID}`]: shown('COMPLETED', [partition(1), partition(2)]),
    });
    await expect(client.look(ID, { expectedPartitions: 3 })).resolves.toMatchObject({
      state: 'incomplete',
      done: 2,
      total: 3,
    });
  });

  it('is incomplete when the store lost a partition', async () => {
    const seen = await look(shown('INCOMPLETE', [partition(1), { partitionId: 2, state: 'DOES_NOT_EXIST' }]));
    expect(seen).toMatchObject({ state: 'incomplete', message: 'INCOMPLETE, 1 of 2 partitions', done: 1 });
  });

  it('names the reason of each partition when it failed', async () => {
    const failureReason = 'Backup is cancelled due to leader change.';
    const details = [partition(1, 'FAILED', { failureReason }), partition(2, 'FAILED', { failureReason })];
    const whole = `Backup on partition 1 failed due to ${failureReason}. Backup on partition 2 failed due to ${failureReason}. `;
    const seen = await look(shown('FAILED', details, { failureReason: whole }));
    expect(seen).toMatchObject({
      state: 'failed',
      message: `FAILED, partition 1: ${failureReason} partition 2: ${failureReason}`,
    });
  });

  it('delivers the createdAt of another timeline: COMPLETED at once, but taken long ago', async () => {
    const old = partition(2, 'COMPLETED', { createdAt: '2025-01-02T03:04:05.678901234Z' });
    const seen = await look(shown('COMPLETED', [partition(1), old]));
    expect(seen).toMatchObject({ state: 'completed', startedAt: Date.parse('2025-01-02T03:04:05.678Z') });
  });

  it('reads the field names of older versions', async () => {
    const body = {
      backupId: ID,
      status: 'COMPLETED',
      partitions: [1, 2].map((id) => ({ partitionId: id, status: 'COMPLETED' })),
    };
    await expect(look({ type, body })).resolves.toMatchObject({ state: 'completed', done: 2 });
  });

  it('lets time decide about a state of a later version', async () => {
    await expect(look(shown('MOVED', []))).resolves.toMatchObject({
      state: 'incomplete',
      message: 'MOVED, 0 of 2 partitions',
    });
  });

  it.each<[string, Recorded]>([
    ['the state is missing', { type, body: { backupId: ID } }],
    ['it shows another id', { type, body: { backupId: 1, state: 'COMPLETED', details: [] } }],
    ['it is a page', { type: 'text/html', body: '<html>' }],
  ])('does not take an answer for a backup when %s', async (_, answer) => {
    await expect(failureDetail(look(answer))).resolves.toMatchObject({
      code: 'unexpected-answer',
      retryable: true,
    });
  });

  it('shows that no store is configured in every call', async () => {
    const answer = { status: 400, type, body: { message: noStore } };
    const client = await connect({
      [`GET /actuator/backups/${ID}`]: answer,
      'GET /actuator/backups': answer,
      [`DELETE /actuator/backups/${ID}`]: answer,
    });
    for (const call of [client.list(), client.look(ID), client.delete(ID)]) {
      await expect(failureDetail(call)).resolves.toMatchObject({
        code: 'refused',
        retryable: false,
        answer: noStore,
      });
    }
  });

  it('lists in one call, whatever the order', async () => {
    const body = [
      { backupId: 7, state: 'COMPLETED', details: [partition(1), partition(2)] },
      {
        backupId: 9,
        state: 'INCOMPLETE',
        details: [partition(1), { partitionId: 2, state: 'DOES_NOT_EXIST' }],
      },
    ];
    const client = await connect({ 'GET /actuator/backups': { type, body } });
    const list = await client.list();
    expect(list.map(({ backupId, state }) => [backupId, state])).toEqual([
      [7, 'completed'],
      [9, 'incomplete'],
    ]);
    expect(server.asked).toHaveLength(1);
  });

  it('does not lose an entry of the list that it cannot read', async () => {
    const client = await connect({ 'GET /actuator/backups': { type, body: [{ state: 'COMPLETED' }] } });
    await expect(failureDetail(client.list())).resolves.toMatchObject({ code: 'unexpected-answer' });
  });

  it('deletes, also what is gone', async () => {
    const client = await connect({ 'DELETE /actuator/backups/1': { status: 204 } });
    await client.delete(1);
    await client.delete(2);
    expect(server.asked).toHaveLength(2);
  });
});
