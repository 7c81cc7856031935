import { describe, expect, it } from '@jest/globals';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const body = '{"backupId":42}';
const names = ['camunda_optimize_42_8.6.0_part_1_of_2', 'camunda_optimize_42_8.6.0_part_2_of_2'];

describe('Optimize', () => {
  const durations = { appearDelayMs: 100, partDurationMs: 100, partGapMs: 100 };
  const fake = new FakeCluster({ settings: { optimize: durations } });

  it('accepts a backup with a message and without names', async () => {
    const answer = await fake.ask('optimize', 'POST /actuator/backups', { body });
    expect([answer.status, answer.body]).toEqual([
      202,
      '{"message" : "Backup creation for ID 42 has been scheduled. Use the GET API to monitor completion of backup process"}',
    ]);
  });

  it('does not know it at first, and then takes two parts', async () => {
    const missing = await fake.ask('optimize', 'GET /actuator/backups/42');
    expect(missing.status).toBe(404);
    expect(missing.body).toContain('"detailedMessage":"No Optimize backup with ID [42] could be found."');
    const states = [];
    for (let step = 0; step < 4; step += 1) {
      fake.wait(100);
      states.push((await fake.json('optimize', 'GET /actuator/backups/42')).state);
    }
    expect(states).toEqual(['IN_PROGRESS', 'INCOMPLETE', 'IN_PROGRESS', 'COMPLETED']);
    const { details } = await fake.json('optimize', 'GET /actuator/backups/42');
    expect((details as { snapshotName: string }[]).map(({ snapshotName }) => snapshotName)).toEqual(names);
  });

  it('refuses the same id, deletes it, and does not mind an unknown one', async () => {
    const again = await fake.ask('optimize', 'POST /actuator/backups', { body });
    expect([again.status, JSON.parse(again.body ?? '')]).toEqual([
      409,
      expect.objectContaining({
        detailedMessage: `A backup with ID [42] already exists. Found snapshots: [${names.join(', ')}]`,
      }),
    ]);
    expect((await fake.ask('optimize', 'DELETE /actuator/backups/42')).status).toBe(204);
    expect((await fake.ask('optimize', 'DELETE /actuator/backups/4242')).status).toBe(204);
    fake.wait(1000);
    expect((await fake.ask('optimize', 'GET /actuator/backups')).body).toBe('[]');
  });
});
