import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { ZeebeBackupClient81 } from './zeebe-backup.client.ts';

const ID = 1795413416;

// From sources and documentation of 8.1; none was recorded.
describe('ZeebeBackupClient81', () => {
  let server: Replay;
  async function connect(answers: Record<string, Recorded>): Promise<ZeebeBackupClient81> {
    server = await replay(answers);
    return new ZeebeBackupClient81(new ManagementClient({ component: 'zeebe', baseUrl: server.url }));
  }
  afterEach(() => server.close());

  it('asks for a backup by its path alone', async () => {
    const client = await connect({ [`POST /actuator/backups/${ID}`]: { body: { id: ID } } });
    await client.trigger(ID);
    expect(server.asked).toMatchObject([{ call: `POST /actuator/backups/${ID}`, body: '' }]);
    expect(server.asked[0]!.headers['content-type']).not.toBe('application/json');
  });

  it('reads the answer of later patches, in the field names of 8.2', async () => {
    const details = [{ partitionId: 1, state: 'COMPLETED', checkpointPosition: 12 }];
    const body = { backupId: ID, state: 'COMPLETED', details };
    const client = await connect({ [`GET /actuator/backups/${ID}`]: { body } });
    await expect(client.look(ID, { expectedPartitions: 1 })).resolves.toMatchObject({ state: 'completed' });
    await expect(client.checkpoints(ID)).resolves.toEqual({ 1: 12 });
  });

  it.each<[string, Recorded]>([
    ['an HTTP 200 of another id', { body: { id: 1 } }],
    ['an HTTP 200 with a failure', { body: { id: ID, failure: 'no leader' } }],
  ])('does not take %s for an accepted backup', async (_, answer) => {
    const client = await connect({ [`POST /actuator/backups/${ID}`]: answer });
    await expect(failureDetail(client.trigger(ID))).resolves.toMatchObject({ code: 'unexpected-answer' });
  });

  it('names the switches where the endpoint is switched off, and calls no backup absent there', async () => {
    const path = `/actuator/backups/${ID}`;
    const body = { timestamp: '2026', status: 404, error: 'Not Found', path };
    const client = await connect({
      [`GET ${path}`]: { status: 404, body },
      [`POST ${path}`]: { status: 404, body },
    });
    for (const call of [client.look(ID), client.trigger(ID), client.checkpoints(ID)]) {
      const failure = await failureDetail(call);
      expect(failure).toMatchObject({ code: 'refused', retryable: false });
      expect(failure.message).toContain('MANAGEMENT_ENDPOINTS_BACKUPS_ENABLED=true');
    }
  });

  it('takes an HTTP 404 of the endpoint itself for absent', async () => {
    const client = await connect({ [`GET /actuator/backups/${ID}`]: { status: 404 } });
    await expect(client.look(ID)).resolves.toMatchObject({ state: 'absent' });
  });
});
