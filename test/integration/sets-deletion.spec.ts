import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Run } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';

const CLUSTERS = ['a', 'one'];

let world: World;
beforeAll(async () => {
  world = await World.create(CLUSTERS);
});
afterAll(() => world.close());
afterEach(() => Promise.all(CLUSTERS.map((cluster) => world.clearFaults(cluster))));

const apiOf = (cluster: string) => new ClusterApi(world.api, cluster);
const storeOf = (cluster: string) => new SimulatedStore(world, cluster);

/** What was deleted on the cluster, as it saw it. */
async function deletions(cluster: string, mark: number): Promise<string[]> {
  const effects = await world.effects(cluster, mark);
  return effects.filter(isCall).flatMap(({ method, path }) => (method === 'DELETE' ? [path] : []));
}

const failureOf = ({ steps, failure }: Run) => ({
  code: failure?.code,
  at: steps.find(({ state }) => state === 'failed')?.name,
});

describe('a set that is deleted', () => {
  it('is gone from the repository and from Zeebe, and all others are unchanged', async () => {
    const [sets, store] = [apiOf('a'), storeOf('a')];
    const first = await sets.backUp();
    const second = await sets.backUp();
    const others = await store.snapshots(second.backupId);
    const deletion = await sets.removed(first.backupId);
    expect(deletion).toMatchObject({
      kind: 'deletion',
      setId: first.backupId,
      outcome: 'completed',
      failure: null,
    });
    expect(await store.names(first.backupId)).toEqual([]);
    expect(await store.zeebeBackup(first.backupId)).toBeNull();
    expect(await store.snapshots(second.backupId)).toEqual(others);
    expect(await store.zeebeBackup(second.backupId)).not.toBeNull();
    // The run that took it is still on record; nothing of its set is left to show.
    expect(await sets.backup(first.backupId)).toMatchObject({
      run: { outcome: 'completed' },
      set: null,
      deleted: { deletionId: deletion.number },
    });
    expect((await sets.backup(second.backupId)).set?.state).toBe('complete');
  });

  it('can be deleted only once: afterwards there is no set', async () => {
    const sets = apiOf('a');
    const { items } = await sets.list();
    const gone = items.find(({ set }) => set === null)!;
    const mark = await world.mark('a');
    expect(await sets.remove(gone.backupId)).toMatchObject({
      status: 404,
      body: { type: 'urn:holdfast:problem:unknown-backup' },
    });
    expect(await deletions('a', mark)).toEqual([]);
  });

  it('is found by its whole id, not by one that begins with the same digits', async () => {
    const [sets, store] = [apiOf('a'), storeOf('a')];
    await world.act('a', { action: 'placeSets', count: 1, firstId: 1_764_000, step: 1 });
    await world.act('a', { action: 'placeSets', count: 1, firstId: 17_640_001, step: 1 });
    const longer = await store.names('_17640001');
    expect(longer).toHaveLength(15);
    expect((await sets.adopt(1_764_000)).status).toBe(200);
    expect((await sets.removed(1_764_000)).outcome).toBe('completed');
    expect(await store.names('_17640001')).toEqual(longer);
    expect(await store.names('_1764000')).toEqual(longer);
    expect(await store.zeebeBackup(17_640_001)).not.toBeNull();
    expect(await store.zeebeBackup(1_764_000)).toBeNull();
    expect((await apiOf('a').list()).items.map(({ backupId }) => backupId)).not.toContain(1_764_000);
  });

  it("includes the parts that an older version took, which the components' own delete would miss", async () => {
    const [sets, store] = [apiOf('a'), storeOf('a')];
    for (const part of [1, 2])
      await store.takeSnapshot(`camunda_operate_17640001_8.5.9_part_${part}_of_2`, 'operate-*');
    // Nothing says who took them.
    expect((await sets.adopt(17_640_001)).status).toBe(200);
    expect((await sets.removed(17_640_001)).outcome).toBe('completed');
    expect(await store.names('17640001')).toEqual([]);
  });
});

describe('a set that must not be deleted', () => {
  it('is the last complete one, unless the deletion is forced', async () => {
    const [sets, store] = [apiOf('one'), storeOf('one')];
    const { backupId } = await sets.backUp();
    await world.act('one', { action: 'placeSets', count: 1, firstId: 1_000, step: 1 });
    const before = await store.snapshots();
    const mark = await world.mark('one');
    const refused = await sets.remove(backupId);
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:holdfast:problem:last-complete-set' } });
    expect(await sets.remove(backupId, { force: 'false' })).toMatchObject({ status: 409 });
    expect(await sets.remove(backupId, { force: 'yes' })).toMatchObject({ status: 400 });
    expect([await store.snapshots(), await deletions('one', mark)]).toEqual([before, []]);
    expect((await sets.removed(backupId, { force: 'true' })).outcome).toBe('completed');
    expect(await store.names(backupId)).toEqual([]);
  });

  it('is one that is kept, until it is released or the deletion is forced', async () => {
    const [sets, store] = [apiOf('one'), storeOf('one')];
    const [first, second] = [await sets.backUp(), await sets.backUp()];
    await sets.backUp();
    await sets.mark(first.backupId, 'keep');
    await sets.mark(second.backupId, 'keep');
    const refused = await sets.remove(first.backupId);
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:holdfast:problem:set-kept' } });
    expect(await store.names(first.backupId)).toHaveLength(15);
    await sets.mark(first.backupId, 'release');
    expect((await sets.removed(first.backupId)).outcome).toBe('completed');
    expect((await sets.removed(second.backupId, { force: 'true' })).outcome).toBe('completed');
  });

  it('is any set while a run holds the cluster, also the one that the run takes', async () => {
    const sets = apiOf('one');
    const [{ backupId }] = [await sets.backUp()];
    const { body } = await world.api.start('one');
    const mark = await world.mark('one');
    for (const id of [backupId, body.backupId])
      expect(await sets.remove(id)).toMatchObject({
        status: 409,
        body: { type: 'urn:holdfast:problem:cluster-busy', lock: { kind: 'backup', number: body.backupId } },
      });
    expect(await deletions('one', mark)).toEqual([]);
    expect((await world.api.done('one', body.backupId)).outcome).toBe('completed');
  });

  it('is one that does not exist', async () => {
    const sets = apiOf('one');
    expect(await sets.remove(4711)).toMatchObject({ status: 404 });
    expect(await sets.remove('abc')).toMatchObject({ status: 400 });
  });
});

describe('a deletion that stops half-way', () => {
  it('leaves the set marked with the failure, and it can be deleted again', async () => {
    const [sets, store] = [apiOf('a'), storeOf('a')];
    const { backupId } = await sets.backUp();
    const stubborn = `camunda_tasklist_${backupId}_8.6.0_part_2_of_6`;
    await world.fault('a', {
      kind: 'status',
      component: 'elasticsearch',
      method: 'DELETE',
      path: stubborn,
      status: 403,
      body: { error: { type: 'security_exception', reason: 'no permission' }, status: 403 },
    });
    const stopped = await sets.removed(backupId);
    expect(stopped.outcome).toBe('failed');
    expect(failureOf(stopped)).toEqual({ code: 'refused', at: 'delete-snapshots' });
    expect(await store.names(backupId)).toContain(stubborn);
    const marked = await sets.backup(backupId);
    expect(marked.set).toMatchObject({
      state: 'partial',
      deletion: { deletionId: stopped.number, phase: 'done', failure: { code: 'refused' } },
    });
    await world.clearFaults('a');
    const again = await sets.removed(backupId);
    expect(again.outcome).toBe('completed');
    expect(again.number).toBeGreaterThan(stopped.number);
    expect(await store.names(backupId)).toEqual([]);
    expect((await sets.backup(backupId)).set).toBeNull();
  });

  it('never starts while Zeebe is down, so that the set stays whole', async () => {
    const [sets, store] = [apiOf('a'), storeOf('a')];
    const { backupId } = await sets.backUp();
    const before = await store.names(backupId);
    await world.act('a', { action: 'stop', component: 'zeebe' });
    const rejected = await sets.removed(backupId, { force: 'true' });
    expect(rejected.outcome).toBe('rejected');
    expect(rejected.checks.filter((check) => !check.ok).map(({ name }) => name)).toEqual(['zeebe-backups']);
    expect(await store.names(backupId)).toEqual(before);
    await world.act('a', { action: 'start', component: 'zeebe' });
    const marked = await sets.untilBackup(backupId, ({ set }) => set?.state === 'complete');
    expect(marked.set?.deletion).toMatchObject({ deletionId: rejected.number });
    expect((await sets.removed(backupId, { force: 'true' })).outcome).toBe('completed');
    expect(await store.names(backupId)).toEqual([]);
  });

  it('continues when Elasticsearch was down only for a moment', async () => {
    const [sets, store] = [apiOf('a'), storeOf('a')];
    const { backupId } = await sets.backUp();
    await world.fault('a', { kind: 'reset', component: 'elasticsearch', method: 'DELETE', times: 3 });
    await world.fault('a', {
      kind: 'resetMidAnswer',
      component: 'elasticsearch',
      method: 'DELETE',
      after: 3,
      times: 2,
    });
    expect((await sets.removed(backupId, { force: 'true' })).outcome).toBe('completed');
    expect(await store.names(backupId)).toEqual([]);
    expect(await store.zeebeBackup(backupId)).toBeNull();
  });
});
