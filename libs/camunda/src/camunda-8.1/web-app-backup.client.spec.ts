import { afterEach, describe, expect, it } from '@jest/globals';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { WebAppBackupClient81 } from './web-app-backup.client.ts';

const ID = 1795413416;

// From the documentation of 8.1; none was recorded.
describe('WebAppBackupClient81', () => {
  let server: Replay;
  async function connect(answers: Record<string, Recorded>): Promise<WebAppBackupClient81> {
    server = await replay(answers);
    return new WebAppBackupClient81(
      'operate',
      new ManagementClient({ component: 'operate', baseUrl: server.url }),
    );
  }
  afterEach(() => server.close());

  it('writes the id as a text', async () => {
    const body = { scheduledSnapshots: ['a', 'b', 'c', 'd', 'e', 'f'] };
    const client = await connect({ 'POST /actuator/backup': { body } });
    await expect(client.trigger(ID)).resolves.toBe('6 snapshots scheduled');
    expect(server.asked[0]!.body).toBe(`{"backupId":"${ID}"}`);
  });

  it('checks the snapshots where it shows them', async () => {
    const details = [{ snapshotName: `camunda_operate_${ID}_8.1.9_part_1_of_6`, state: 'SUCCESS' }];
    const client = await connect({
      [`GET /actuator/backup/${ID}`]: { body: { State: 'COMPLETED', details } },
    });
    await expect(client.look(ID)).resolves.toMatchObject({ state: 'incomplete', done: 1, total: 6 });
  });
});
