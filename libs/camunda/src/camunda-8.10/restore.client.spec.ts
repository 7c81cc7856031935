import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { RestRestoreClient } from './restore.client.ts';

const ID = 1748937221;
// From the documentation of 8.10; none was recorded.
const planned = {
  changeId: '8',
  plannedChanges: [
    {
      physicalTenantId: 'default',
      operations: [
        { operation: 'SchemaInitialization' },
        { operation: 'PartitionRestore', brokerId: '1', partitionId: 2 },
      ],
    },
  ],
};
const problem = (status: number, detail: string): Recorded => ({
  status,
  type: 'application/problem+json',
  body: { type: 'about:blank', title: 'Failed', status, detail },
});

describe('RestRestoreClient', () => {
  let server: Replay;
  async function connect(answers: Record<string, Recorded>): Promise<RestRestoreClient> {
    server = await replay(answers);
    const client = new ManagementClient({ component: 'zeebe', baseUrl: server.url });
    return new RestRestoreClient(client, client);
  }
  const asked = () => server.asked.map(({ call, body }) => [call, body]);
  afterEach(() => server.close());

  it('enters and leaves recovery mode', async () => {
    const client = await connect({
      'PATCH /v2/mode?mode=RECOVERING': { body: planned },
      'PATCH /v2/mode?mode=PROCESSING': { body: { ...planned, changeId: 9 } },
    });
    await expect(client.enterRecovery()).resolves.toEqual({
      changeId: '8',
      operations: ['SchemaInitialization', 'PartitionRestore brokerId 1 partitionId 2'],
    });
    await expect(client.leaveRecovery()).resolves.toMatchObject({ changeId: '9' });
  });

  it('asks for one backup, first as a dry run', async () => {
    const client = await connect({
      'POST /v2/restore?dryRun=true': { status: 202, body: { changeId: '-1', plannedChanges: [] } },
      'POST /v2/restore': { status: 202, body: planned },
    });
    await expect(client.dryRun(ID)).resolves.toEqual({ changeId: null, operations: [] });
    await expect(client.restore(ID)).resolves.toMatchObject({ changeId: '8' });
    const body = `{"backupIds":[${ID}]}`;
    expect(asked()).toEqual([
      ['POST /v2/restore?dryRun=true', body],
      ['POST /v2/restore', body],
    ]);
  });

  it.each<[string, boolean, number]>([
    ['busy', true, 409],
    ['refused', false, 400],
    ['refused', false, 403],
    ['unexpected-answer', true, 500],
  ])('fails with %s (retryable: %s) for HTTP %i', async (code, retryable, status) => {
    const client = await connect({ 'POST /v2/restore': problem(status, 'not in recovery mode') });
    await expect(failureDetail(client.restore(ID))).resolves.toMatchObject({ code, retryable, status });
  });

  it('adds up the partitions of every broker', async () => {
    const brokers = [
      { brokerId: '1', partitionsRestored: 1, partitionsToRestore: 3, partitions: [] },
      { brokerId: '2', partitionsRestored: 2, partitionsToRestore: 2, partitions: [] },
    ];
    const body = { status: 'IN_PROGRESS', changeId: '8', startedAt: '2026-01-01T10:00:00Z', brokers };
    const client = await connect({ 'GET /v2/restore': { body } });
    await expect(client.progress()).resolves.toEqual({
      changeId: '8',
      state: 'running',
      restored: 3,
      total: 5,
    });
  });

  it('has no progress while none runs', async () => {
    const client = await connect({ 'GET /v2/restore': problem(404, 'no restore is running') });
    await expect(client.progress()).resolves.toBeNull();
  });

  it.each([
    ['IN_PROGRESS', 'running'],
    ['COMPLETED', 'completed'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'cancelled'],
    ['MOVED', 'unknown'],
  ])('reads a change that is %s as %s', async (status, state) => {
    const client = await connect({ 'GET /actuator/cluster/changes/8': { body: { id: 8, status } } });
    await expect(client.change('8')).resolves.toBe(state);
  });

  it('does not know a change that the cluster does not know, and believes no other', async () => {
    const client = await connect({
      'GET /actuator/cluster/changes/8': { body: { id: 7, status: 'COMPLETED' } },
      'GET /actuator/cluster': { body: { version: 1, brokers: [] } },
    });
    await expect(client.change('9')).resolves.toBe('unknown');
    await expect(failureDetail(client.change('8'))).resolves.toMatchObject({ code: 'unexpected-answer' });
  });

  it('reads how a change ended from the cluster where changes have no address', async () => {
    const client = await connect({
      'GET /actuator/cluster': {
        body: { pendingChange: { id: 9, status: 'IN_PROGRESS' }, lastChange: { id: 8, status: 'CANCELLED' } },
      },
    });
    await expect(client.change('8')).resolves.toBe('cancelled');
    await expect(client.change('9')).resolves.toBe('running');
    await expect(client.change('7')).resolves.toBe('unknown');
    await expect(client.pending()).resolves.toBe('9');
  });

  it('knows that no change is pending', async () => {
    const client = await connect({ 'GET /actuator/cluster': { body: { version: 1, brokers: [] } } });
    await expect(client.pending()).resolves.toBeNull();
  });

  it('reads the mode from the topology, and believes nothing else', async () => {
    const client = await connect({
      'GET /v2/topology': {
        body: {
          ...{ partitionsCount: 1, replicationFactor: 1, lastCompletedChangeId: '8' },
          brokers: [{ partitions: [{ partitionId: 1, role: 'inactive', state: 'recovering' }] }],
        },
      },
    });
    await expect(client.mode()).resolves.toEqual({
      ...{ mode: 'recovering', recovering: 1, replicas: 1, lastChangeId: '8' },
    });
    await server.close();
    const other = await connect({ 'GET /v2/topology': { body: { status: 'UP' } } });
    await expect(failureDetail(other.mode())).resolves.toMatchObject({ code: 'unexpected-answer' });
  });

  it('cancels, also what has ended', async () => {
    const client = await connect({ 'DELETE /actuator/cluster/changes/8': { status: 202, body: {} } });
    await client.cancel('8');
    await client.cancel('9');
    expect(asked().map(([call]) => call)).toEqual([
      'DELETE /actuator/cluster/changes/8',
      'DELETE /actuator/cluster/changes/9',
    ]);
  });
});
