import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backup, Restore } from '#contracts';
import { Api } from '../support/api.ts';
import { ClusterApi } from '../support/cluster-api.ts';
import { Operator } from '../support/operator.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';

/** Three brokers with three replicas of three partitions: a restore has to be run for each of them. */
const operator = new Operator();
let world: World;
let cluster: ClusterApi;
let store: SimulatedStore;
beforeAll(async () => {
  world = await World.create(['a'], {
    shape: { zeebe: { brokers: 3, partitions: 3, replicationFactor: 3 } },
    restore: (name, controlUrl) => operator.commands(name, controlUrl),
  });
  await world.patch('a', { zeebe: { restoreDurationMs: 300 } });
  cluster = new ClusterApi(world.api, 'a');
  store = new SimulatedStore(world, 'a');
});
afterAll(async () => {
  await world.close();
  operator.close();
});

/** Everything that changed the cluster, as it saw it. That a repository is verified is no change. */
async function changes(mark: number): Promise<string[]> {
  const effects = await world.effects('a', mark);
  return effects
    .filter((effect) => !isCall(effect) || effect.performed)
    .map((effect) => JSON.stringify(effect));
}

/** A follower exports nothing, and says so by a null. */
async function leaders(): Promise<string[]> {
  return (await world.phases('a')).filter((phase: string | null) => phase !== null);
}

/** What the restore programs of the brokers did, in the order in which they did it. */
async function brokerEvents(mark: number): Promise<string[]> {
  const effects = await world.effects('a', mark);
  return effects.flatMap((effect) =>
    effect.kind === 'broker' ? [`${effect.component} ${String(effect.detail['event'])}`] : [],
  );
}

const EVERY_BROKER = [0, 1, 2].flatMap((broker) =>
  ['wiped', 'restoring', 'restored'].map((event) => `broker-${broker} ${event}`),
);

describe('a whole restore', () => {
  let backup: Backup;
  let before: Record<string, number>;
  let planned: Restore & { restoreId: number };

  it('begins with a plan that names every snapshot, every index and every loss, and touches nothing', async () => {
    backup = await cluster.backUp();
    before = await store.documents();
    await store.write('operate-list-view-8.3.0_', 7);
    await store.write('zeebe-record_job_8.6.0', 5);
    await store.write('operate-list-view-8.3.0_2026-11-24', 3);
    await store.write('somebody-elses', 1);
    const now = await store.documents();
    const mark = await world.mark('a');
    planned = await cluster.planned(backup.backupId);
    expect(planned.plan.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(planned.runnable).toBe(true);
    expect(planned.plan).toMatchObject({ version: '8.6.0', partitions: 3, brokers: 3, control: 'commands' });
    const snapshots = planned.plan.snapshots.map(({ snapshot, uuid }) => ({ snapshot, uuid }));
    expect(snapshots.sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1))).toEqual(
      await store.snapshots(backup.backupId),
    );
    const doomed = Object.fromEntries(Object.entries(now).filter(([index]) => index !== 'somebody-elses'));
    expect(Object.fromEntries(planned.plan.deletes.map(({ index, docs }) => [index, docs]))).toEqual(doomed);
    expect(planned.plan.losses.join('\n')).toMatch(/the data of 3 brokers/);
    expect(planned.plan.actions.map(({ step }) => step)).toEqual([
      'rehearse-restore',
      'seed-templates',
      'stop-camunda',
      'delete-indices',
      'restore-operate',
      'restore-tasklist',
      'restore-optimize',
      'restore-records',
      'restore-zeebe',
      'start-camunda',
      'check-restored',
    ]);
    expect(await changes(mark)).toEqual([]);
    expect(await store.documents()).toEqual(now);
  });

  it('has the same plan when it is planned again, and a dry run stores none', async () => {
    const { status, body } = await cluster.plan(backup.backupId, { dryRun: true });
    expect([status, body.restoreId, body.plan.hash]).toEqual([201, null, planned.plan.hash]);
    expect((await cluster.restore(planned.restoreId)).plan.hash).toBe(planned.plan.hash);
  });

  it('stops everything, deletes, restores every snapshot and every broker once, and starts everything', async () => {
    const mark = await world.mark('a');
    const { status } = await cluster.run(planned.restoreId, planned.plan.hash);
    expect(status).toBe(202);
    const ended = await cluster.ended(planned.restoreId);
    expect(ended.run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(ended.run?.steps.map(({ state }) => state)).toEqual(Array(11).fill('done'));
    expect(await brokerEvents(mark)).toEqual([
      ...EVERY_BROKER,
      ...[0, 1, 2].map((n) => `broker-${n} started`),
    ]);
    const all = await world.effects('a', mark);
    const rehearsed = all.filter((effect) => JSON.stringify(effect).includes('holdfast-rehearsal-'));
    expect(
      rehearsed.map((effect) => (effect.kind === 'indices' ? effect.detail['event'] : effect.kind)),
    ).toEqual(expect.arrayContaining(['restore-started', 'restored', 'deleted']));
    const effects = all.slice(all.indexOf(rehearsed.at(-1)!) + 1);
    const last = (text: string): number =>
      effects.findLastIndex((effect) => JSON.stringify(effect).includes(text));
    const first = (text: string): number =>
      effects.findIndex((effect) => JSON.stringify(effect).includes(text));
    const order = [
      last('"event":"stopped"'),
      first('"event":"deleted"'),
      last('"event":"deleted"'),
      first('_restore'),
      last('_restore'),
      first('"event":"wiped"'),
      last('"event":"restored","backupId"'),
      first('"event":"started"'),
    ];
    expect(order.every((place) => place >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('restores the indices and documents of the backup, and does not touch indices that are not on the allow-list', async () => {
    expect(await store.documents()).toEqual({ ...before, 'somebody-elses': 1 });
    expect(await leaders()).toEqual(['EXPORTING', 'EXPORTING', 'EXPORTING']);
  });

  it('shows in its events what was done and what the commands printed', async () => {
    const { body } = await world.api.call<string>(`/api/v1/clusters/a/restores/${planned.restoreId}/events`);
    expect(body).toMatch(/a: stopCamunda: done/);
    expect(body).toMatch(new RegExp(`restoreBroker broker=2 backupId=${backup.backupId}: done`));
    expect(body.trim().split('\n').at(-2)).toBe('event: run-finished');
  });

  it('is one plan run once', async () => {
    const mark = await world.mark('a');
    expect(await cluster.run(planned.restoreId, planned.plan.hash)).toMatchObject({
      status: 409,
      body: { type: 'urn:holdfast:problem:already-done' },
    });
    expect(await changes(mark)).toEqual([]);
  });

  it('is followed by backups with higher ids', async () => {
    const next = await cluster.backUp();
    expect(next.backupId).toBeGreaterThan(planned.restoreId);
    expect((await cluster.list()).items.map(({ backupId, set }) => [backupId, set?.state])).toEqual([
      [next.backupId, 'complete'],
      [backup.backupId, 'complete'],
    ]);
    const { body } = await world.api.call<{ items: Restore[] }>('/api/v1/clusters/a/restores');
    expect(body.items.map(({ restoreId, backupId }) => [restoreId, backupId])).toEqual([
      [planned.restoreId, backup.backupId],
    ]);
  });
});

describe('a restore whose process is killed', () => {
  it('while a broker is restored, continues after the restart, and restores no broker twice', async () => {
    const { backupId } = await cluster.backUp();
    await world.patch('a', { zeebe: { restoreDurationMs: 3_000 } });
    const mark = await world.mark('a');
    const restoreId = await cluster.begun(backupId);
    await cluster.untilRestore(restoreId, ({ run }) =>
      (run?.steps ?? []).some(({ name, done }) => name === 'restore-zeebe' && done === 1),
    );
    await world.holdfast.stop('standalone', 'SIGKILL');
    const again = new ClusterApi(new Api(await world.holdfast.start('standalone')), 'a');
    const ended = await again.ended(restoreId);
    expect(ended.run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    const events = await brokerEvents(mark);
    expect(events.filter((event) => !event.endsWith('started'))).toEqual(EVERY_BROKER);
    expect(await leaders()).toEqual(['EXPORTING', 'EXPORTING', 'EXPORTING']);
  });
});
