import { Client, errors } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../start-simulator.ts';
import type { Simulator } from '../start-simulator.ts';

describe('the official Elasticsearch client', () => {
  let simulator: Simulator;
  let client: Client;

  beforeAll(async () => {
    simulator = await startSimulator({
      clusters: { a: { settings: { elasticsearch: { snapshotDurationMs: 100 } } } },
    });
    client = new Client({ node: simulator.clusters.a?.elasticsearch ?? '', maxRetries: 0 });
  });
  afterAll(async () => {
    await client.close();
    await simulator.close();
  });

  const repository = 'camunda';
  const order = { repository, indices: 'zeebe-record*', feature_states: ['none'], metadata: { backupId: 1 } };

  it('takes it for an Elasticsearch', async () => {
    expect((await client.info()).version.number).toBe('8.16.1');
    expect((await client.cluster.health()).status).toBe('green');
    expect(Object.keys((await client.nodes.info()).nodes)).toHaveLength(1);
  });

  it('finds, registers and verifies repositories', async () => {
    expect(await client.snapshot.getRepository()).toHaveProperty('camunda.type', 'fs');
    await client.snapshot.createRepository({
      name: 'other',
      repository: { type: 'fs', settings: { location: '/data/other' } },
    });
    expect(await client.snapshot.getRepository({ name: 'other' })).toHaveProperty('other.settings.location');
    expect(Object.keys((await client.snapshot.verifyRepository({ name: 'other' })).nodes)).toHaveLength(1);
    await client.snapshot.deleteRepository({ name: 'other' });
    await expect(client.snapshot.getRepository({ name: 'other' })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('takes snapshots, waits for them, looks at them and deletes them', async () => {
    expect(await client.snapshot.create({ ...order, snapshot: 'one' })).toEqual({ accepted: true });
    const running = await client.snapshot.status({ repository, snapshot: 'one' });
    expect(running.snapshots[0]?.state).toBe('STARTED');
    const { snapshot } = await client.snapshot.create({
      ...order,
      snapshot: 'two',
      wait_for_completion: true,
    });
    expect(snapshot).toMatchObject({ state: 'SUCCESS', shards: { total: 11, failed: 0, successful: 11 } });
    const found = await client.snapshot.get({ repository, snapshot: 'o*,two' });
    expect(found.snapshots?.map(({ state, metadata }) => [state, metadata])).toEqual([
      ['SUCCESS', { backupId: 1 }],
      ['SUCCESS', { backupId: 1 }],
    ]);
    expect(await client.snapshot.delete({ repository, snapshot: 'one' })).toEqual({ acknowledged: true });
    expect((await client.snapshot.get({ repository, snapshot: '_all' })).total).toBe(1);
  });

  it('understands its errors', async () => {
    const missing = client.snapshot.get({ repository, snapshot: 'nosuch' });
    await expect(missing).rejects.toBeInstanceOf(errors.ResponseError);
    await expect(client.snapshot.create({ ...order, snapshot: 'Upper' })).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { type: 'invalid_snapshot_name_exception' } },
    });
  });

  it('lists and counts indices', async () => {
    const rows = await client.cat.indices({ index: 'zeebe-record*', format: 'json' });
    expect(rows).toHaveLength(7);
    const resolved = await client.indices.resolveIndex({ name: 'operate-*' });
    expect(resolved.indices).toHaveLength(21);
    expect((await client.count({ index: 'zeebe-record*' })).count).toBeGreaterThan(0);
    expect(Object.keys(await client.indices.get({ index: 'tasklist-task-*' }))).toHaveLength(2);
    expect(await client.indices.exists({ index: 'nosuch' })).toBe(false);
  });
});
