import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Restore } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { Operator } from '../support/operator.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';

/** Restores that must not begin. After each test: nothing was stopped, and nothing was deleted. */
const operator = new Operator();
let world: World;
let cluster: ClusterApi;
let store: SimulatedStore;
let setId: number;
let mark: number;
beforeAll(async () => {
  world = await World.create(['a', 'narrow', 'unguided'], {
    restore: (name, controlUrl) => {
      if (name === 'unguided') return null;
      return operator.commands(name, controlUrl, name === 'narrow' ? { indices: ['operate-*'] } : {});
    },
  });
  cluster = new ClusterApi(world.api, 'a');
  store = new SimulatedStore(world, 'a');
  setId = (await cluster.backUp()).backupId;
});
beforeEach(async () => {
  mark = await world.mark('a');
});
afterEach(async () => {
  await world.clearFaults('a');
  const effects = await world.effects('a', mark);
  const harm = effects.filter((effect) =>
    isCall(effect)
      ? effect.caller.userAgent?.includes('restore') && effect.performed
      : ['component', 'broker', 'indices'].includes(effect.kind),
  );
  expect(harm).toEqual([]);
});
afterAll(async () => {
  await world.close();
  operator.close();
});

const failing = ({ plan }: Restore) => plan.checks.filter(({ ok }) => !ok).map(({ name }) => name);
const problem = (status: number, kind: string) => ({
  status,
  body: { type: `urn:holdfast:problem:${kind}`, detail: expect.any(String) },
});

/** The plan is not runnable for these reasons; a request to run it anyway is refused with the same reasons. */
async function isRefused(api: ClusterApi, id: number, checks: string[]): Promise<Restore> {
  const planned = await api.planned(id);
  expect([planned.runnable, failing(planned)]).toEqual([false, checks]);
  const answer = await api.run(planned.restoreId, planned.plan.hash);
  expect(answer).toMatchObject(problem(409, 'plan-not-runnable'));
  expect((answer.body['checks'] as { name: string }[]).map(({ name }) => name)).toEqual(checks);
  return planned;
}

describe('a request that makes no sense', () => {
  it.each([undefined, 'abc', 0, -1, 1.5, '17', null])('backupId %p is a 400', async (backupId) => {
    expect(await cluster.plan(backupId)).toMatchObject(problem(400, 'invalid-request'));
  });

  it('with an unknown field is a 400, so that a typo is not lost', async () => {
    expect(await cluster.plan(setId, { dryrun: true })).toMatchObject(problem(400, 'invalid-request'));
  });

  it('names a set, a restore or a cluster that does not exist: 404', async () => {
    expect(await cluster.plan(4711)).toMatchObject(problem(404, 'unknown-backup'));
    expect(await cluster.run(4711, '0'.repeat(64))).toMatchObject(problem(404, 'unknown-restore'));
    expect(await new ClusterApi(world.api, 'nowhere').plan(setId)).toMatchObject(
      problem(404, 'unknown-cluster'),
    );
    for (const path of ['cancel', 'confirm'])
      expect(await world.api.post(`/api/v1/clusters/a/restores/4711/${path}`, { action: 'x' })).toMatchObject(
        problem(404, 'unknown-restore'),
      );
  });

  it.each(['', 'short', 'G'.repeat(64), 7])('hash %p is a 400', async (hash) => {
    const { restoreId } = await cluster.planned(setId);
    expect(await cluster.run(restoreId, hash)).toMatchObject(problem(400, 'invalid-request'));
  });
});

describe('a set that cannot be restored', () => {
  it('is one that another tool took', async () => {
    await world.act('a', { action: 'placeSets', count: 1, firstId: 1_000_000, step: 1 });
    const { plan } = await isRefused(cluster, 1_000_000, ['set-usable']);
    expect(plan.checks.find(({ ok }) => !ok)?.message).toMatch(/another tool/);
  });

  it('is one of another version', async () => {
    await world.act('a', {
      action: 'placeSets',
      count: 1,
      firstId: 1_000_100,
      step: 1,
      version: '8.6.1',
    });
    const { plan } = await isRefused(cluster, 1_000_100, ['set-usable', 'version']);
    expect(plan.checks.find(({ name }) => name === 'version')).toMatchObject({
      message: expect.stringContaining('zeebe is 8.6.0, the set of 8.6.1'),
      remedy: expect.stringMatching(/Install exactly 8\.6\.1/),
    });
  });

  it('is one of a version without a known procedure', async () => {
    const age = { action: 'placeSets', count: 1, firstId: 1_000_200, step: 1, version: '7.20.0' } as const;
    await world.act('a', age);
    await isRefused(cluster, 1_000_200, ['set-usable', 'version']);
  });

  it('is one of another number of partitions', async () => {
    const url = `${world.simulator.clusters['a']!.zeebe}/actuator/cluster`;
    const topology = (await (await fetch(url)).json()) as { brokers: { partitions: { id: number }[] }[] };
    const [first] = topology.brokers[0]!.partitions;
    topology.brokers[0]!.partitions.push({ ...first!, id: 3 });
    await world.fault('a', {
      kind: 'status',
      component: 'zeebe',
      path: '/actuator/cluster',
      status: 200,
      body: topology,
    });
    const { plan } = await isRefused(cluster, setId, ['partition-count']);
    expect(plan.checks.find(({ ok }) => !ok)?.message).toBe('the set has 2 partitions, the cluster 3');
  });

  it('is one whose run was rejected, or that was deleted: it has no parts', async () => {
    await world.patch('a', { elasticsearch: { repositoryWritable: false } });
    const { body } = await world.api.start('a');
    await world.api.done('a', body.backupId);
    await world.patch('a', { elasticsearch: { repositoryWritable: true } });
    const planned = await cluster.planned(body.backupId);
    expect([planned.runnable, failing(planned)]).toMatchObject([
      false,
      expect.arrayContaining(['set-usable']),
    ]);
  });

  it('is one whose snapshot was deleted without Holdfast', async () => {
    const { backupId } = await cluster.backUp();
    await store.deleteSnapshot(`camunda_operate_${backupId}_8.6.0_part_4_of_6`);
    const { plan } = await isRefused(cluster, backupId, ['set-usable', 'operate-parts']);
    expect(plan.checks.find(({ ok }) => !ok)?.message).toMatch(/partial: operate: part 4 of 6 is missing/);
  });

  it('is one whose indices are not on the allow-list', async () => {
    const narrow = new ClusterApi(world.api, 'narrow');
    const { backupId } = await narrow.backUp();
    const { plan } = await isRefused(narrow, backupId, ['targets']);
    expect(plan.checks.find(({ ok }) => !ok)?.message).toMatch(/tasklist-.*would be replaced/);
    expect(plan.deletes.every(({ index }) => index.startsWith('operate-'))).toBe(true);
  });

  it('is every restore of a cluster without a configured way to stop and start it', async () => {
    const unguided = new ClusterApi(world.api, 'unguided');
    const { backupId } = await unguided.backUp();
    await isRefused(unguided, backupId, ['targets', 'control']);
  });
});

describe('a plan that can no longer be run', () => {
  it('has another hash than the one that was confirmed', async () => {
    const { restoreId } = await cluster.planned(setId);
    expect(await cluster.run(restoreId, '0'.repeat(64))).toMatchObject(problem(409, 'plan-stale'));
  });

  it('would delete an index that the plan did not show', async () => {
    const { restoreId, plan } = await cluster.planned(setId);
    const name = 'operate-list-view-8.3.0_2026-01-01';
    await world.act('a', { action: 'putIndex', name, shards: 1, docs: 1, bytes: 1 });
    expect(await cluster.run(restoreId, plan.hash)).toMatchObject(problem(409, 'plan-stale'));
    await world.act('a', { action: 'deleteIndex', name });
  });

  it('finds an index that matches a pattern, without proof that it belongs to the cluster', async () => {
    const { restoreId, plan } = await cluster.planned(setId);
    const name = 'operate-late_';
    await world.act('a', { action: 'putIndex', name, shards: 1, docs: 1, bytes: 1 });
    expect(await cluster.run(restoreId, plan.hash)).toMatchObject(problem(409, 'plan-not-runnable'));
    const refused = await isRefused(cluster, setId, ['targets']);
    expect(refused.plan.checks.find(({ ok }) => !ok)).toMatchObject({
      message: expect.stringMatching(
        /^the allow-list .* fits operate-late_, and nothing shows that this belongs to "a"/,
      ),
      remedy: expect.stringMatching(/narrow clusters\[\]\.restore\.indices/),
    });
    expect(refused.plan.deletes.map(({ index }) => index)).not.toContain(name);
    await world.act('a', { action: 'deleteIndex', name });
  });

  it('needs a snapshot that was deleted meanwhile', async () => {
    const { backupId } = await cluster.backUp();
    const { restoreId, plan } = await cluster.planned(backupId);
    await store.deleteSnapshot(`camunda_zeebe_records_backup_${backupId}`);
    expect(await cluster.run(restoreId, plan.hash)).toMatchObject(problem(409, 'plan-stale'));
    await isRefused(cluster, backupId, ['set-usable', 'records-parts']);
  });

  it('needs a repository that is no longer registered', async () => {
    const { restoreId, plan } = await cluster.planned(setId);
    await store.unregister();
    const answers = [await cluster.run(restoreId, plan.hash), await cluster.plan(setId)];
    await store.register();
    for (const answer of answers) {
      expect(answer).toMatchObject(problem(503, 'store-unavailable'));
      expect(answer.body.detail).toMatch(/Register the repository: PUT _snapshot\/camunda/);
    }
    expect((await cluster.planned(setId)).runnable).toBe(true);
  });

  it('waits while a backup holds the cluster', async () => {
    const { restoreId, plan } = await cluster.planned(setId);
    const { body } = await world.api.start('a');
    expect(await cluster.run(restoreId, plan.hash)).toMatchObject(problem(409, 'cluster-busy'));
    await world.api.done('a', body.backupId);
    expect((await cluster.restore(restoreId)).run).toBeNull();
    expect((await cluster.planned(setId)).runnable).toBe(true);
  });
});
