import { beforeEach, describe, expect, it } from '@jest/globals';
import { stopComponent, startComponent } from '../cluster/lifecycle.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const index = 'zeebe-record_job_8.6.0_2026-11-23';
const snapshot = '/_snapshot/camunda/records';

interface Shard {
  readonly state: string;
  readonly recovery_source?: object;
  readonly unassigned_info?: { readonly allocation_status: string; readonly reason: string };
}

describe('a restore', () => {
  let fake: FakeCluster;

  beforeEach(async () => {
    fake = new FakeCluster({
      elasticsearch: { indices: [{ name: index, shards: 4, docs: 8, bytes: 4_000 }] },
      settings: { elasticsearch: { snapshotDurationMs: 0, restoreDurationMs: 1_000 } },
    });
    await fake.ask('elasticsearch', `PUT ${snapshot}`, { body: '{"indices":"zeebe-record*"}' });
    await fake.ask('elasticsearch', `DELETE /${index}`);
  });

  const restore = () => fake.ask('elasticsearch', `POST ${snapshot}/_restore`);
  const shards = async (): Promise<Shard[]> => {
    const { routing_table: table } = await fake.json(
      'elasticsearch',
      `GET /_cluster/state/routing_table/${index}`,
    );
    const { indices } = table as { indices: Record<string, { shards: Record<string, Shard[]> }> };
    return Object.values(indices[index]?.shards ?? {}).flat();
  };
  const told = async () => {
    const answer = await fake.json('elasticsearch', `GET /${index}/_recovery?ignore_unavailable=true`);
    const found = answer[index] as { shards: { type: string; stage: string }[] } | undefined;
    return (found?.shards ?? []).map(({ type, stage }) => `${type} ${stage}`);
  };
  const health = async () => (await fake.json('elasticsearch', 'GET /_cluster/health')).status;

  it('goes from shard to shard, and shows only those that have started', async () => {
    expect((await restore()).body).toBe('{"accepted":true}');
    fake.wait(600);
    expect((await shards()).map(({ state }) => state)).toEqual([
      'STARTED',
      'STARTED',
      'INITIALIZING',
      'UNASSIGNED',
    ]);
    expect((await shards())[3]).toMatchObject({
      recovery_source: { type: 'SNAPSHOT', repository: 'camunda', snapshot: 'records' },
      unassigned_info: { reason: 'NEW_INDEX_RESTORED', allocation_status: 'deciders_throttled' },
    });
    expect(await told()).toEqual(['SNAPSHOT DONE', 'SNAPSHOT DONE', 'SNAPSHOT INDEX']);
    expect(await health()).toBe('yellow');
    fake.wait(400);
    expect(await told()).toEqual(Array(4).fill('SNAPSHOT DONE'));
    expect(await health()).toBe('green');
    expect((await fake.json('elasticsearch', `GET /${index}/_count`)).count).toBe(8);
  });

  it('keeps its index open and its snapshot undeleted until it ends', async () => {
    await restore();
    const closing = await fake.ask('elasticsearch', `POST /${index}/_close`);
    expect([closing.status, closing.body]).toEqual([
      400,
      expect.stringContaining('Cannot close indices that are being restored'),
    ]);
    expect((await fake.ask('elasticsearch', `DELETE ${snapshot}`)).status).toBe(503);
    fake.wait(1_000);
    expect((await fake.ask('elasticsearch', `DELETE ${snapshot}`)).status).toBe(200);
  });

  it('ends with its index when that is deleted', async () => {
    await restore();
    expect((await fake.ask('elasticsearch', `DELETE /${index}`)).status).toBe(200);
    expect((await fake.ask('elasticsearch', `DELETE ${snapshot}`)).status).toBe(200);
    fake.wait(1_000);
    expect(fake.cluster.state.elasticsearch.indices).toEqual([]);
  });

  it('is forgotten when Elasticsearch dies in the middle: the index stays red', async () => {
    await restore();
    fake.wait(500);
    stopComponent(fake.cluster, 'elasticsearch');
    startComponent(fake.cluster, 'elasticsearch');
    fake.wait(1_000);
    expect(await health()).toBe('red');
    expect(await told()).toEqual([]);
    expect((await shards())[0]).toMatchObject({
      state: 'UNASSIGNED',
      recovery_source: { type: 'EXISTING_STORE' },
      unassigned_info: { reason: 'CLUSTER_RECOVERED', allocation_status: 'no_valid_shard_copy' },
    });
  });

  it('is no longer shown once it was complete and Elasticsearch was restarted', async () => {
    await restore();
    fake.wait(1_000);
    stopComponent(fake.cluster, 'elasticsearch');
    startComponent(fake.cluster, 'elasticsearch');
    expect(await told()).toEqual(Array(4).fill('EXISTING_STORE DONE'));
    expect(await health()).toBe('green');
  });

  it('fails for an index whose files are gone, and says so in the effect log', async () => {
    fake.cluster.snapshots.loseFile('camunda', 'records', 'data');
    const waited = fake.ask('elasticsearch', `POST ${snapshot}/_restore?wait_for_completion=true`);
    fake.wait(1_000);
    expect((await waited).body).toContain('"shards":{"total":4,"failed":1,"successful":3}');
    expect(await told()).toEqual(Array(3).fill('SNAPSHOT DONE'));
    expect((await shards())[0]).toMatchObject({
      unassigned_info: { reason: 'ALLOCATION_FAILED', allocation_status: 'deciders_no' },
    });
    expect(await health()).toBe('red');
    expect(fake.log.read().at(-1)).toMatchObject({ detail: { event: 'restore-failed', indices: [index] } });
  });

  it('is in the effect log, from its start to its end', async () => {
    await restore();
    fake.wait(1_000);
    const events = fake.log.read().flatMap((effect) => (effect.kind === 'indices' ? [effect.detail] : []));
    expect(events.slice(-2)).toEqual([
      { event: 'restore-started', snapshot: 'records', indices: [index] },
      { event: 'restored', snapshot: 'records', indices: [index] },
    ]);
  });
});
