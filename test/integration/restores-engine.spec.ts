import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Restore } from '#contracts';
import { Api } from '../support/api.ts';
import { ClusterApi } from '../support/cluster-api.ts';
import { Operator } from '../support/operator.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { World } from '../support/world.ts';

/** What the engine would refuse: the plan fails, or the rehearsal does, and nothing was stopped or deleted. */
const LIST = 'operate-list-view-8.3.0_';
const operator = new Operator();
let world: World;
let api: Api;
let cluster: ClusterApi;
let store: SimulatedStore;
let setId: number;
let before: Record<string, number>;
let mark: number;
beforeAll(async () => {
  world = await World.create(['a'], { restore: (name, controlUrl) => operator.commands(name, controlUrl) });
  api = world.api;
  cluster = new ClusterApi(api, 'a');
  store = new SimulatedStore(world, 'a');
  setId = (await cluster.backUp()).backupId;
  before = await store.documents();
});
beforeEach(async () => {
  mark = await world.mark('a');
});
afterEach(() => world.clearFaults('a'));
afterAll(async () => {
  await world.close();
  operator.close();
});

const failing = ({ plan }: Restore) => plan.checks.filter(({ ok }) => !ok);
const stepsOf = ({ run }: Restore) => Object.fromEntries(run!.steps.map(({ name, state }) => [name, state]));

/** What was stopped, started, wiped, and which indices were deleted since the mark. */
async function harm(): Promise<string[]> {
  const effects = await world.effects('a', mark);
  return effects.flatMap((effect) => {
    if (effect.kind === 'component' || effect.kind === 'broker') return [effect.component];
    if (effect.kind !== 'indices' || effect.detail['event'] !== 'deleted') return [];
    return effect.detail['indices'] as string[];
  });
}

const rehearsals = async () =>
  Object.keys(await store.documents()).filter((name) => name.startsWith('holdfast-rehearsal-'));

describe('a plan', () => {
  const CLUSTER = '/_cluster/settings';
  const persistent = (settings: Record<string, unknown>) => ({ persistent: settings });
  /** Name of the check that fails, what it says, and how the trouble is made and taken away. */
  const TROUBLES: [string, RegExp, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      'blocks',
      /deleting operate-list-view-8.3.0_ \(read_only\)/,
      () => store.put(`/${LIST}/_settings`, { 'index.blocks.read_only': true }),
      () => store.put(`/${LIST}/_settings`, { 'index.blocks.read_only': null }),
    ],
    [
      'blocks',
      /deleting operate-list-view-8.3.0_ \(metadata\)/,
      () => store.put(`/${LIST}/_settings`, { 'index.blocks.metadata': true }),
      () => store.put(`/${LIST}/_settings`, { 'index.blocks.metadata': null }),
    ],
    [
      'blocks',
      /cluster.blocks.read_only_allow_delete is on/,
      () => store.put(CLUSTER, persistent({ 'cluster.blocks.read_only_allow_delete': true })),
      () => store.put(CLUSTER, persistent({ 'cluster.blocks.read_only_allow_delete': null })),
    ],
    [
      'shard-limit',
      /the data nodes may hold 20/,
      () => store.put(CLUSTER, persistent({ 'cluster.max_shards_per_node': 20 })),
      () => store.put(CLUSTER, persistent({ 'cluster.max_shards_per_node': null })),
    ],
    [
      'names-free',
      /the data stream "operate-list-view-8.3.0_"/,
      () => store.put(`/_data_stream/${LIST}`),
      () => store.remove(`/_data_stream/${LIST}`),
    ],
  ];

  it.each(TROUBLES)('fails %s: %s', async (name, says, make, takeAway) => {
    const { restoreId, plan } = await cluster.planned(setId);
    await make();
    const planned = await cluster.planned(setId);
    const answer = await cluster.run(restoreId, plan.hash);
    await takeAway();
    expect(failing(planned)).toMatchObject([{ name, message: expect.stringMatching(says) }]);
    expect(planned.runnable).toBe(false);
    expect(answer.status).toBe(409);
    expect((await cluster.planned(setId)).runnable).toBe(true);
    expect(await harm()).toEqual([]);
  });

  it('fails for a conflicting alias that points to an index outside the set', async () => {
    await world.act('a', { action: 'deleteIndex', name: LIST });
    await store.put('/beside', { aliases: { [LIST]: {} } });
    const planned = await cluster.planned(setId);
    await world.act('a', { action: 'deleteIndex', name: 'beside' });
    await world.act('a', { action: 'putIndex', name: LIST, shards: 1, docs: before[LIST]!, bytes: 1_000 });
    expect(failing(planned)).toMatchObject([
      {
        name: 'names-free',
        message: expect.stringMatching(/the alias "operate-list-view-8.3.0_" of beside/),
      },
    ]);
  });

  it('fails for a set of a later engine, and for disks without room', async () => {
    await world.patch('a', { elasticsearch: { snapshotVersionId: 8_519_000 } });
    const later = await cluster.backUp();
    await world.patch('a', { elasticsearch: { snapshotVersionId: 8_518_000 } });
    expect(failing(await cluster.planned(later.backupId))).toMatchObject([{ name: 'snapshot-version' }]);
    await world.patch('a', { elasticsearch: { diskTotalBytes: 1_000, diskFreeBytes: 0 } });
    for (const name of Object.keys(before)) await world.act('a', { action: 'deleteIndex', name });
    const planned = await cluster.planned(setId);
    await world.patch('a', { elasticsearch: { diskTotalBytes: 1e12, diskFreeBytes: 9e11 } });
    expect(failing(planned)).toMatchObject([{ name: 'disk-room' }]);
    expect((await cluster.ended(await cluster.begun(setId))).run?.outcome).toBe('completed');
    expect(await store.documents()).toEqual(before);
  });

  it('warns of a policy that deletes what is restored, and of a closed index, and can be run', async () => {
    await store.put('/_ilm/policy/early', {
      policy: { phases: { delete: { min_age: '1d', actions: { delete: {} } } } },
    });
    await store.put(`/${LIST}/_settings`, {
      'index.lifecycle.name': 'early',
      'index.lifecycle.origination_date': 1_000,
    });
    await store.close(LIST);
    const { plan, runnable } = await cluster.planned(setId);
    expect(runnable).toBe(true);
    expect(plan.warnings.join('\n')).toMatch(/policy "early" deletes .*operate-list-view-8.3.0_/);
    expect(plan.warnings.join('\n')).toMatch(/operate-list-view-8.3.0_ is closed, and is still deleted/);
    expect((await cluster.ended(await cluster.begun(setId))).run?.outcome).toBe('completed');
    expect(await store.documents()).toEqual(before);
  });
});

describe('the rehearsal', () => {
  it('ends the run before anything is stopped or deleted when the engine refuses it', async () => {
    const { backupId } = await cluster.backUp();
    const { plan, runnable } = await cluster.planned(backupId);
    expect([runnable, plan.rehearsal]).toEqual([
      true,
      { snapshot: expect.any(String), index: expect.any(String) },
    ]);
    await world.fault('a', {
      kind: 'status',
      component: 'elasticsearch',
      method: 'POST',
      path: `${plan.rehearsal!.snapshot}/_restore`,
      status: 500,
      body: { error: { type: 'snapshot_restore_exception', reason: 'a file is damaged' }, status: 500 },
    });
    mark = await world.mark('a');
    const ended = await cluster.ended(await cluster.begun(backupId));
    expect(ended.run).toMatchObject({
      outcome: 'failed',
      failure: { code: 'refused', component: 'records' },
    });
    expect(ended.run?.failure?.message).toMatch(/a file is damaged.*Nothing was stopped or deleted/s);
    expect(stepsOf(ended)).toMatchObject({ 'rehearse-restore': 'failed', 'stop-camunda': 'skipped' });
    expect(await harm()).toEqual([]);
    expect(await rehearsals()).toEqual([]);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('whose process is killed is found again by its name, and leaves nothing behind', async () => {
    await world.patch('a', { elasticsearch: { restoreDurationMs: 4_000 } });
    const restoreId = await cluster.begun(setId);
    await cluster.untilRestore(restoreId, ({ run }) =>
      (run?.steps ?? []).some(({ lastAnswer }) => lastAnswer?.includes('shards restored')),
    );
    await world.holdfast.stop('standalone', 'SIGKILL');
    await world.patch('a', { elasticsearch: { restoreDurationMs: 5 } });
    api = new Api(await world.holdfast.start('standalone'));
    cluster = new ClusterApi(api, 'a');
    expect((await cluster.ended(restoreId)).run).toMatchObject({
      outcome: 'completed',
      exporting: 'running',
    });
    const effects = await world.effects('a', mark);
    const begun = effects.filter((effect) => JSON.stringify(effect).includes('"restore-started"'));
    const rehearsed = begun.filter((effect) => JSON.stringify(effect).includes('holdfast-rehearsal-'));
    expect(rehearsed).toHaveLength(1);
    expect(await rehearsals()).toEqual([]);
    expect(await store.documents()).toEqual(before);
  });

  it('that is cancelled deletes its own index, and touches nothing else', async () => {
    await world.patch('a', { elasticsearch: { restoreDurationMs: 60_000 } });
    const restoreId = await cluster.begun(setId);
    await cluster.untilRestore(restoreId, ({ run }) =>
      (run?.steps ?? []).some(({ lastAnswer }) => lastAnswer?.includes('shards restored')),
    );
    await api.post(`/api/v1/clusters/a/restores/${restoreId}/cancel`);
    const ended = await cluster.ended(restoreId);
    await world.patch('a', { elasticsearch: { restoreDurationMs: 5 } });
    expect(ended.run?.outcome).toBe('cancelled');
    expect((await harm()).filter((name) => !name.startsWith('holdfast-rehearsal-'))).toEqual([]);
    expect(await rehearsals()).toEqual([]);
  });
});

describe('a restore that fails after the deletion', () => {
  it('says how to continue, and that way restores everything although only some indices exist', async () => {
    await world.fault('a', {
      kind: 'status',
      component: 'elasticsearch',
      method: 'POST',
      path: `camunda_tasklist_${setId}_8.6.0_part_4_of_6/_restore`,
      status: 500,
      body: { error: { type: 'snapshot_restore_exception', reason: 'cannot' }, status: 500 },
    });
    const ended = await cluster.ended(await cluster.begun(setId));
    expect(stepsOf(ended)).toMatchObject({
      ...{ 'delete-indices': 'done', 'restore-operate': 'done' },
      ...{ 'restore-tasklist': 'failed', 'restore-records': 'skipped', 'start-camunda': 'skipped' },
    });
    expect(ended.run?.failure?.message).toMatch(
      new RegExp(`Camunda stays stopped.*holdfast restore run a ${setId}\\. That plans set ${setId} again`),
    );
    const half = Object.keys(await store.documents());
    expect(half).toContain(LIST);
    expect(half.length).toBeLessThan(Object.keys(before).length);
    await world.clearFaults('a');
    const again = await cluster.ended(await cluster.begun(setId));
    expect(again.run).toMatchObject({ outcome: 'completed', failure: null });
    expect(await store.documents()).toEqual(before);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });
});
