import { beforeEach, describe, expect, it } from '@jest/globals';
import { blur } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const name = 'camunda_zeebe_records_backup_1795413416';
const path = `/_snapshot/camunda/${name}`;
const records = { body: '{"indices":"zeebe-record*","feature_states":["none"]}' };

describe('a snapshot', () => {
  let fake: FakeCluster;

  beforeEach(() => {
    fake = new FakeCluster({
      settings: { elasticsearch: { snapshotDurationMs: 1000, restoreDurationMs: 0 } },
    });
  });

  it('is IN_PROGRESS without any successful shard, and then SUCCESS', async () => {
    await fake.ask('elasticsearch', `PUT ${path}?wait_for_completion=false`, records);
    const running =
      '{"snapshots":[{"snapshot":"camunda_zeebe_records_backup_1795413416","uuid":"nuy4hsAdS0SwXDsiePFEgg","repository":"camunda","version_id":8518000,"version":"8.16.0-8.16.1","indices":["zeebe-record_deployment_8.6.0_2026-11-23","zeebe-record_job_8.6.0_2026-11-23","zeebe-record_process-instance_8.6.0_2026-11-23","zeebe-record_process-instance-creation_8.6.0_2026-11-23","zeebe-record_process_8.6.0_2026-11-23","zeebe-record_variable_8.6.0_2026-11-23","zeebe-record_command-distribution_8.6.0_2026-11-23"],"data_streams":[],"include_global_state":true,"state":"IN_PROGRESS","start_time":"2026-11-23T05:57:26.684Z","start_time_in_millis":1795413446684,"end_time":"1970-01-01T00:00:00.000Z","end_time_in_millis":0,"duration_in_millis":0,"failures":[],"shards":{"total":11,"failed":0,"successful":0},"feature_states":[]}],"total":1,"remaining":0}';
    const early = await fake.ask('elasticsearch', `GET ${path}`);
    expect(blur(early.body)).toBe(blur(running));
    expect(early.body).toContain('"end_time":"1970-01-01T00:00:00.000Z","end_time_in_millis":0');
    fake.wait(1000);
    const done = running.replace('IN_PROGRESS', 'SUCCESS').replace('"successful":0', '"successful":11');
    expect(blur((await fake.ask('elasticsearch', `GET ${path}`)).body)).toBe(blur(done));
  });

  it('is STARTED in its status, with shards that get done one after the other', async () => {
    await fake.ask('elasticsearch', `PUT ${path}`, records);
    const seen = [];
    for (const ms of [0, 500, 500]) {
      fake.wait(ms);
      const answer = await fake.json('elasticsearch', `GET ${path}/_status`);
      const [snapshot] = answer.snapshots as { state: string; shards_stats: object }[];
      seen.push([snapshot?.state, snapshot?.shards_stats]);
    }
    expect(seen).toEqual([
      ['STARTED', { initializing: 10, started: 1, finalizing: 0, done: 0, failed: 0, total: 11 }],
      ['STARTED', { initializing: 5, started: 1, finalizing: 0, done: 5, failed: 0, total: 11 }],
      ['SUCCESS', { initializing: 0, started: 0, finalizing: 0, done: 11, failed: 0, total: 11 }],
    ]);
  });

  it('cannot be started twice while it runs; deleting it aborts it', async () => {
    await fake.ask('elasticsearch', 'PUT /_snapshot/camunda/dup1', records);
    const recorded =
      '{"error":{"root_cause":[{"type":"snapshot_name_already_in_use_exception","reason":"[camunda:dup1] Invalid snapshot name [dup1], snapshot with the same name is already in-progress"}],"type":"snapshot_name_already_in_use_exception","reason":"[camunda:dup1] Invalid snapshot name [dup1], snapshot with the same name is already in-progress"},"status":400}';
    const again = await fake.ask('elasticsearch', 'PUT /_snapshot/camunda/dup1', records);
    expect([again.status, again.body]).toEqual([400, recorded]);
    const abort = await fake.ask('elasticsearch', 'DELETE /_snapshot/camunda/dup1');
    expect([abort.status, abort.body]).toEqual([200, '{"acknowledged":true}']);
    fake.wait(5000);
    expect((await fake.json('elasticsearch', 'GET /_snapshot/camunda/_all')).total).toBe(0);
  });

  it('is accepted and lost when the repository cannot be written', async () => {
    fake.cluster.state.settings.elasticsearch.repositoryWritable = false;
    const accepted = await fake.ask('elasticsearch', `PUT ${path}?wait_for_completion=false`, records);
    expect([accepted.status, accepted.body]).toEqual([200, '{"accepted":true}']);
    expect((await fake.ask('elasticsearch', `GET ${path}`)).status).toBe(404);
    const waited = await fake.ask('elasticsearch', `PUT ${path}?wait_for_completion=true`, records);
    expect(waited.status).toBe(500);
    expect(waited.body).toContain('"type":"access_denied_exception"');
  });

  it('outlives the registration of its repository', async () => {
    await fake.ask('elasticsearch', `PUT ${path}`, records);
    fake.wait(1000);
    const settings = '{"type":"fs","settings":{"location":"/data/es/repo/camunda","compress":true}}';
    await fake.ask('elasticsearch', 'DELETE /_snapshot/camunda');
    expect((await fake.ask('elasticsearch', `GET ${path}`)).status).toBe(404);
    await fake.ask('elasticsearch', 'PUT /_snapshot/camunda', { body: settings });
    expect((await fake.ask('elasticsearch', `GET ${path}`)).status).toBe(200);
  });

  it('is listed in pages, sorted as asked', async () => {
    for (const snapshot of ['b', 'a', 'c']) {
      await fake.ask('elasticsearch', `PUT /_snapshot/camunda/${snapshot}`, records);
      fake.wait(1000);
    }
    const names = async (query: string) => {
      const answer = await fake.json('elasticsearch', `GET /_snapshot/camunda/_all?${query}`);
      const snapshots = answer.snapshots as { snapshot: string }[];
      return [snapshots.map(({ snapshot }) => snapshot).join(''), answer.total, answer.remaining];
    };
    expect(await names('')).toEqual(['bac', 3, 0]);
    expect(await names('sort=name&order=desc&size=2')).toEqual(['cb', 3, 1]);
    expect(await names('sort=start_time&offset=1&size=1')).toEqual(['a', 3, 1]);
  });

  it('is restored over closed or missing indices only', async () => {
    const snapshot = '/_snapshot/camunda/part';
    await fake.ask('elasticsearch', `PUT ${snapshot}`, {
      body: '{"indices":"operate-import-position-8.3.0_"}',
    });
    fake.wait(1000);
    const refused = await fake.ask('elasticsearch', `POST ${snapshot}/_restore?wait_for_completion=true`);
    expect(refused.status).toBe(500);
    expect(refused.body).toContain(
      'cannot restore index [operate-import-position-8.3.0_] because an open index with same name already exists in the cluster. Either close',
    );
    await fake.ask('elasticsearch', 'POST /operate-import-position-8.3.0_/_close');
    const restored = await fake.ask('elasticsearch', `POST ${snapshot}/_restore?wait_for_completion=true`);
    expect([restored.status, restored.body]).toEqual([
      200,
      '{"snapshot":{"snapshot":"part","indices":["operate-import-position-8.3.0_"],"shards":{"total":1,"failed":0,"successful":1}}}',
    ]);
  });
});
