import { beforeEach, describe, expect, it } from '@jest/globals';
import { changeLeaders, startComponent, stopComponent } from '../cluster/lifecycle.ts';
import { blur } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const id = 1795413416;
const zeebe = { appearDelayMs: 300, partitionStaggerMs: 100, partitionDurationMs: 1000 };

describe('a Zeebe backup', () => {
  let fake: FakeCluster;

  beforeEach(() => {
    fake = new FakeCluster({ settings: { zeebe } });
  });

  const take = (backupId: number) =>
    fake.ask('broker-0', 'POST /actuator/backups', { body: JSON.stringify({ backupId }) });
  const look = (backupId: number) => fake.ask('broker-0', `GET /actuator/backups/${backupId}`);

  it('does not exist at first, is incomplete until all partitions have started, runs, and completes', async () => {
    await take(id);
    const missing = await look(id);
    expect([missing.status, missing.body]).toEqual([
      404,
      `{"message":"Backup with id ${id} does not exist"}`,
    ]);
    const states = [];
    for (const ms of [300, 100, 800, 200]) {
      fake.wait(ms);
      states.push((await fake.json('broker-0', `GET /actuator/backups/${id}`)).state);
    }
    expect(states).toEqual(['INCOMPLETE', 'IN_PROGRESS', 'IN_PROGRESS', 'COMPLETED']);
  });

  it('is answered in full when asked for, and in short in the list', async () => {
    await take(1795413718);
    fake.wait(2000);
    const recorded =
      '{"backupId":1795413718,"state":"COMPLETED","details":[{"partitionId":1,"state":"COMPLETED","createdAt":"2026-11-23T06:02:02.616092889Z","lastUpdatedAt":"2026-11-23T06:02:03.179333422Z","snapshotId":"410-1-3671-3615-0","checkpointPosition":4074,"brokerVersion":"8.6.0"},{"partitionId":2,"state":"COMPLETED","createdAt":"2026-11-23T06:02:02.620664041Z","lastUpdatedAt":"2026-11-23T06:02:03.174629765Z","checkpointPosition":4068,"brokerVersion":"8.6.0"}]}';
    expect(blur((await look(1795413718)).body)).toBe(blur(recorded));
    const recordedList =
      '[{"backupId":1795413718,"state":"COMPLETED","details":[{"partitionId":1,"state":"COMPLETED","createdAt":"2026-11-23T06:02:02.616092889Z","brokerVersion":"8.6.0"},{"partitionId":2,"state":"COMPLETED","createdAt":"2026-11-23T06:02:02.620664041Z","brokerVersion":"8.6.0"}]}]';
    expect(blur((await fake.ask('broker-0', 'GET /actuator/backups')).body)).toBe(blur(recordedList));
  });

  it('fails when the leader changes, and its id stays burnt even when it is deleted', async () => {
    await take(1795416014);
    fake.wait(500);
    changeLeaders(fake.cluster);
    const recorded =
      '{"backupId":1795416014,"state":"FAILED","failureReason":"Backup on partition 1 failed due to Backup is cancelled due to leader change.. Backup on partition 2 failed due to Backup is cancelled due to leader change.. ","details":[{"partitionId":1,"state":"FAILED","failureReason":"Backup is cancelled due to leader change.","createdAt":"2026-11-23T06:40:05.060931352Z","lastUpdatedAt":"2026-11-23T06:40:45.418746026Z","snapshotId":"203-1-1792-1809-0"},{"partitionId":2,"state":"FAILED","failureReason":"Backup is cancelled due to leader change.","createdAt":"2026-11-23T06:40:05.034750978Z","lastUpdatedAt":"2026-11-23T06:40:45.391438712Z"}]}';
    fake.wait(10_000);
    expect(blur((await look(1795416014)).body)).toBe(blur(recorded));
    const removal = await fake.ask('broker-0', 'DELETE /actuator/backups/1795416014');
    expect([removal.status, removal.performed]).toEqual([204, true]);
    expect((await look(1795416014)).status).toBe(404);
    const again = await take(1795416014);
    expect([again.status, again.body]).toEqual([
      409,
      '{"message":"Requested backup has id 1795416014. The latest backup has id 1795416014. Id of new backups must be higher than the previous one. "}',
    ]);
  });

  it('is cancelled when the only broker was killed and has come back', async () => {
    await take(id);
    fake.wait(500);
    stopComponent(fake.cluster, 'broker-0');
    fake.wait(10_000);
    startComponent(fake.cluster, 'broker-0');
    expect((await fake.json('broker-0', `GET /actuator/backups/${id}`)).state).toBe('FAILED');
  });

  it('continues next to a later one', async () => {
    await take(id);
    expect((await take(id + 1)).status).toBe(202);
    fake.wait(3000);
    const list = (await fake.json('broker-0', 'GET /actuator/backups')) as unknown as { state: string }[];
    expect(list.map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('is incomplete when the store has lost a partition', async () => {
    await take(1795415999);
    fake.wait(3000);
    fake.cluster.zeebe.backups.losePartition(1795415999, 2);
    const recorded =
      '{"backupId":1795415999,"state":"INCOMPLETE","details":[{"partitionId":1,"state":"COMPLETED","createdAt":"2026-11-23T06:39:58.860610739Z","lastUpdatedAt":"2026-11-23T06:40:00.611478726Z","snapshotId":"203-1-1792-1809-0","checkpointPosition":1814,"brokerVersion":"8.6.0"},{"partitionId":2,"state":"DOES_NOT_EXIST"}]}';
    expect(blur((await look(1795415999)).body)).toBe(blur(recorded));
  });

  it('is the old one when the store holds its id from an older timeline', async () => {
    fake.cluster.zeebe.backups.placeStale(id, '2026-01-01T00:00:00.000Z');
    expect((await take(id)).status).toBe(202);
    const answer = await fake.json('broker-0', `GET /actuator/backups/${id}`);
    expect(answer).toMatchObject({
      state: 'COMPLETED',
      details: [{ createdAt: '2026-01-01T00:00:00.000Z' }, {}],
    });
  });

  it('is lost when the store was down at the time', async () => {
    fake.cluster.state.settings.zeebe.backupStore = 'UNREACHABLE';
    expect((await take(id)).status).toBe(202);
    const down = await look(id);
    expect([down.status, down.body]).toEqual([
      500,
      '{"message":"software.amazon.awssdk.core.exception.SdkClientException: Unable to execute HTTP request: Connection refused: /127.0.0.1:4568"}',
    ]);
    fake.cluster.state.settings.zeebe.backupStore = 'S3';
    fake.wait(10_000);
    expect((await look(id)).status).toBe(404);
    expect((await take(id)).status).toBe(409);
  });

  it.each([
    'POST /actuator/backups',
    'GET /actuator/backups/17',
    'GET /actuator/backups',
    'DELETE /actuator/backups/17',
  ])('is refused without a store: %s', async (request) => {
    fake.cluster.state.settings.zeebe.backupStore = 'NONE';
    const question = request.startsWith('POST') ? { body: '{"backupId":17}' } : {};
    const answer = await fake.ask('broker-0', request, question);
    expect([answer.status, answer.contentType, answer.body]).toEqual([
      400,
      'application/vnd.spring-boot.actuator.v3+json',
      '{"message":"Cannot process backup requests. No backup store is configured. To use this feature, configure backup in broker configuration."}',
    ]);
  });
});
