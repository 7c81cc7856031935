import { beforeEach, describe, expect, it } from '@jest/globals';
import { startComponent, stopComponent } from '../cluster/lifecycle.ts';
import { blur } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const durations = { appearDelayMs: 300, partDurationMs: 200, partGapMs: 100, deleteDelayMs: 500 };

describe('a web application backup', () => {
  let fake: FakeCluster;

  beforeEach(() => {
    fake = new FakeCluster({ settings: { operate: durations, tasklist: durations } });
  });

  const take = (backupId: number, app: 'operate' | 'tasklist' = 'operate') =>
    fake.ask(app, 'POST /actuator/backups', { body: JSON.stringify({ backupId }) });
  const state = async (backupId: number) =>
    (await fake.json('operate', `GET /actuator/backups/${backupId}`)).state;

  it('is unknown at first, INCOMPLETE between its parts, and COMPLETED after the sixth', async () => {
    await take(7);
    const early = await fake.ask('operate', 'GET /actuator/backups/7');
    expect([early.status, blur(early.body)]).toEqual([
      400,
      '{"status":400,"message":"Index 0 out of bounds for length 0","instance":"<uuid>","type":"Invalid request"}',
    ]);
    const states = [];
    // Part k starts at 300 k ms and ends 200 ms later.
    for (const ms of [300, 200, 100, 200, 100, 1000]) {
      fake.wait(ms);
      states.push(await state(7));
    }
    expect(states).toEqual([
      'IN_PROGRESS',
      'INCOMPLETE',
      'IN_PROGRESS',
      'INCOMPLETE',
      'IN_PROGRESS',
      'IN_PROGRESS',
    ]);
    fake.wait(100);
    expect(await state(7)).toBe('COMPLETED');
  });

  it('is answered in the words of Operate', async () => {
    await take(1795413416);
    fake.wait(4 * 300 + 10);
    const recorded =
      '{"backupId":1795413416,"state":"IN_PROGRESS","failureReason":null,"details":[{"snapshotName":"camunda_operate_1795413416_8.6.0_part_1_of_6","state":"SUCCESS","startTime":"2026-11-23T05:56:57.409+0000","failures":[]},{"snapshotName":"camunda_operate_1795413416_8.6.0_part_2_of_6","state":"SUCCESS","startTime":"2026-11-23T05:56:58.014+0000","failures":[]},{"snapshotName":"camunda_operate_1795413416_8.6.0_part_3_of_6","state":"SUCCESS","startTime":"2026-11-23T05:56:58.214+0000","failures":[]},{"snapshotName":"camunda_operate_1795413416_8.6.0_part_4_of_6","state":"IN_PROGRESS","startTime":"2026-11-23T05:56:58.415+0000","failures":[]}]}';
    expect(blur((await fake.ask('operate', 'GET /actuator/backups/1795413416')).body)).toBe(blur(recorded));
  });

  it('is listed newest first, and printed by Tasklist over several lines', async () => {
    await take(0, 'tasklist');
    fake.wait(3 * 300 - 50);
    const recorded = `[ {
  "backupId" : 0,
  "state" : "INCOMPLETE",
  "failureReason" : null,
  "details" : [ {
    "snapshotName" : "camunda_tasklist_0_8.6.0_part_2_of_6",
    "state" : "SUCCESS",
    "startTime" : "2026-11-23T05:57:58.973+0000",
    "failures" : [ ]
  }, {
    "snapshotName" : "camunda_tasklist_0_8.6.0_part_1_of_6",
    "state" : "SUCCESS",
    "startTime" : "2026-11-23T05:57:58.365+0000",
    "failures" : [ ]
  } ]
} ]`;
    expect(blur((await fake.ask('tasklist', 'GET /actuator/backups')).body)).toBe(blur(recorded));
    expect((await new FakeCluster().ask('tasklist', 'GET /actuator/backups')).body).toBe('[ ]');
  });

  it('may run in both applications, but only once in each; ids need not rise', async () => {
    await take(20);
    expect((await take(20, 'tasklist')).status).toBe(200);
    expect((await take(21)).body).toContain('"Another backup is running at the moment"');
    fake.wait(10_000);
    expect((await take(3)).status).toBe(200);
  });

  it.each([
    ['{"backupId":1.5}', 'camunda_operate_1_8.6.0_part_1_of_6'],
    ['{"backupId":"17"}', 'camunda_operate_17_8.6.0_part_1_of_6'],
  ])('takes %s for %s', async (body, first) => {
    const answer = await fake.json('operate', 'POST /actuator/backups', { body });
    expect(answer.scheduledSnapshots).toContain(first);
  });

  it('leaves snapshots in Elasticsearch with their metadata, which are deleted a while after the answer', async () => {
    await take(7);
    fake.wait(10_000);
    const answer = await fake.json('elasticsearch', 'GET /_snapshot/camunda/camunda_operate_7_*');
    const snapshots = answer.snapshots as { metadata: unknown; indices: string[] }[];
    expect(snapshots.map(({ indices }) => indices.length)).toEqual([1, 1, 0, 12, 0, 7]);
    expect(snapshots[3]?.metadata).toEqual({ partCount: 6, backupId: 7, partNo: 4, version: '8.6.0' });
    const removal = await fake.ask('operate', 'DELETE /actuator/backups/7');
    expect([removal.status, removal.body, removal.contentType]).toEqual([204, undefined, undefined]);
    expect(await state(7)).toBe('COMPLETED');
    fake.wait(500);
    expect((await fake.ask('operate', 'GET /actuator/backups/7')).status).toBe(400);
  });

  it('stays INCOMPLETE when the application is restarted in the middle, and its id is taken', async () => {
    await take(1795414683);
    fake.wait(2 * 300 + 50);
    stopComponent(fake.cluster, 'operate');
    fake.wait(60_000);
    const recorded =
      '{"backupId":1795414683,"state":"INCOMPLETE","failureReason":null,"details":[{"snapshotName":"camunda_operate_1795414683_8.6.0_part_1_of_6","state":"SUCCESS","startTime":"2026-11-23T06:18:03.190+0000","failures":[]},{"snapshotName":"camunda_operate_1795414683_8.6.0_part_2_of_6","state":"SUCCESS","startTime":"2026-11-23T06:18:03.591+0000","failures":[]}]}';
    expect(blur((await fake.ask('operate', 'GET /actuator/backups/1795414683')).body)).toBe(blur(recorded));
    expect((await take(1795414683)).body).toMatch(
      /A backup with ID \[1795414683\] already exists\. Found snapshots: \[camunda_operate_1795414683_8\.6\.0_part_1_of_6\/[\w-]{22}, /,
    );
  });

  it('never appears when the repository cannot be written, and does not block the next one', async () => {
    fake.cluster.state.settings.elasticsearch.repositoryWritable = false;
    expect((await take(7)).status).toBe(200);
    fake.wait(10_000);
    expect((await fake.ask('operate', 'GET /actuator/backups/7')).status).toBe(400);
    expect((await fake.ask('operate', 'GET /actuator/backups')).body).toBe('[]');
    fake.cluster.state.settings.elasticsearch.repositoryWritable = true;
    expect((await take(8)).status).toBe(200);
  });

  it('is only what the repository holds', async () => {
    await take(7);
    await take(7, 'tasklist');
    fake.wait(10_000);
    await fake.ask('elasticsearch', 'DELETE /_snapshot/camunda/camunda_operate_7_8.6.0_part_2_of_6');
    expect(await state(7)).toBe('INCOMPLETE');
    await fake.ask('elasticsearch', 'DELETE /_snapshot/camunda/camunda_operate_7_*');
    expect(await fake.json('operate', 'GET /actuator/backups')).toEqual([]);
    expect(await fake.json('tasklist', 'GET /actuator/backups')).toMatchObject([
      { backupId: 7, state: 'COMPLETED' },
    ]);
  });
});

describe('a web application that starts', () => {
  const docs = (fake: FakeCluster, name: string) =>
    fake.cluster.state.elasticsearch.indices.find((index) => index.name === name)?.docs;
  const restart = (fake: FakeCluster, app = 'operate') => {
    stopComponent(fake.cluster, app);
    startComponent(fake.cluster, app);
  };

  it('makes the indices that it misses, empty, and leaves the others alone', () => {
    const fake = new FakeCluster();
    const { elasticsearch } = fake.cluster.state;
    elasticsearch.indices = elasticsearch.indices.filter(({ name }) => name === 'operate-variable-8.3.0_');
    restart(fake);
    expect(elasticsearch.indices).toHaveLength(21);
    expect(docs(fake, 'operate-list-view-8.3.0_')).toBe(0);
    expect(docs(fake, 'operate-variable-8.3.0_')).toBe(900);
  });

  it('does not if it is Optimize, of which that is not recorded', () => {
    const fake = new FakeCluster();
    fake.cluster.state.elasticsearch.indices = [];
    restart(fake, 'optimize');
    expect(fake.cluster.state.elasticsearch.indices).toEqual([]);
    restart(fake, 'tasklist');
    expect(fake.cluster.state.elasticsearch.indices).toHaveLength(14);
  });

  it('cannot do so while Elasticsearch is down', () => {
    const fake = new FakeCluster();
    fake.cluster.state.elasticsearch.indices = [];
    stopComponent(fake.cluster, 'elasticsearch');
    restart(fake);
    expect(fake.cluster.state.elasticsearch.indices).toEqual([]);
  });
});
