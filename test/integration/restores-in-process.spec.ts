import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Restore } from '#contracts';
import { MODE, RESTORE, RunningCluster, stateOf, STEPS_IN_PROCESS } from '../support/running-cluster.ts';

/** Restores of 8.10 through its REST API: the brokers keep running, and only Optimize is stopped. */
let running: RunningCluster;
beforeAll(async () => {
  running = await RunningCluster.create();
});
afterEach(() => running.world.clearFaults('a'));
afterAll(() => running.close());

describe('a restore in process', () => {
  it('plans what it will do, and asks the cluster whether it could', async () => {
    await running.lose();
    const mark = await running.world.mark('a');
    const { plan, runnable } = await running.cluster.planned(running.backupId);
    expect(plan.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(runnable).toBe(true);
    const names = plan.checks.map(({ name }) => name);
    for (const name of [
      'cluster-running',
      'no-change-pending',
      'restore-api',
      'restore-dry-run',
      'templates',
    ])
      expect(names).toContain(name);
    expect(plan.actions.map(({ step }) => step)).toEqual(STEPS_IN_PROCESS);
    const details = Object.fromEntries(plan.actions.map((action) => [action.step, action.details]));
    expect(details['stop-optimize']?.[0]).toContain('HOLDFAST_COMPONENT=optimize');
    expect(details['restore-partitions']?.[0]).toContain(`{"backupIds":[${running.backupId}]}`);
    expect(await running.performed(mark, /v2/)).toEqual([]);
    expect(await running.deeds(mark)).toEqual([]);
  });

  it('stops only Optimize, deletes in recovery mode, and restores every partition once', async () => {
    const mark = await running.world.mark('a');
    const restoreId = await running.cluster.begun(running.backupId);
    const { run } = await running.cluster.ended(restoreId);
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(run?.steps.map(({ name, state }) => [name, state])).toEqual(
      STEPS_IN_PROCESS.map((name) => [name, 'done']),
    );
    expect(await running.performed(mark, MODE)).toEqual(['PATCH /v2/mode?mode=RECOVERING']);
    expect(await running.performed(mark, RESTORE)).toEqual(['POST /v2/restore']);
    const components = (await running.deeds(mark)).filter((deed) => / (stopped|started)$/.test(deed));
    expect(components).toEqual(['optimize stopped', 'optimize started']);
    const texts = (await running.world.effects('a', mark)).map((effect) => JSON.stringify(effect));
    const lasting = texts.filter((text) => !text.includes('holdfast-rehearsal-'));
    const first = (text: string): number => lasting.findIndex((each) => each.includes(text));
    const last = (text: string): number => lasting.findLastIndex((each) => each.includes(text));
    const order = [
      first('mode=RECOVERING'),
      last('dryRun=true'),
      first('"event":"deleted"'),
      last('"event":"deleted"'),
      first('_restore'),
      last('_restore'),
      first('"path":"/v2/restore"'),
    ];
    expect(order.every((place) => place >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(await running.store.documents()).toEqual(running.before);
    expect(await running.modes()).toEqual(['active']);
    expect(new Set(await running.world.phases('a'))).toEqual(new Set(['EXPORTING']));
  });

  it('is followed by backups with higher ids', async () => {
    const next = await running.cluster.backUp();
    expect(next.backupId).toBeGreaterThan(running.backupId);
  });
});

describe('a restore in process that the cluster cannot do', () => {
  const refused = { detail: 'No completed backup found for partition 2', status: 400 };

  it('is not run where the dry run is refused, and touches nothing', async () => {
    await running.world.fault('a', {
      ...{ kind: 'status', component: 'rest', method: 'POST', path: 'restore.dryRun=true', status: 400 },
      body: refused,
    });
    const mark = await running.world.mark('a');
    const { plan, restoreId, runnable } = await running.cluster.planned(running.backupId);
    expect(runnable).toBe(false);
    expect(plan.checks.filter(({ ok }) => !ok)).toMatchObject([
      {
        name: 'restore-dry-run',
        message: expect.stringContaining('No completed backup found for partition 2'),
      },
    ]);
    expect((await running.cluster.run(restoreId, plan.hash)).status).toBe(409);
    expect([await running.performed(mark, /v2/), await running.deeds(mark)]).toEqual([[], []]);
  });

  it('leaves recovery mode again where the dry run is refused there, and deletes nothing', async () => {
    await running.lose();
    const now = await running.store.documents();
    const mark = await running.world.mark('a');
    // It is asked for by the plan, by its second look when it is run, and under the lock.
    await running.world.fault('a', {
      ...{
        kind: 'status',
        component: 'rest',
        method: 'POST',
        path: 'restore.dryRun=true',
        status: 400,
        after: 3,
      },
      body: refused,
    });
    const restoreId = await running.cluster.begun(running.backupId);
    const { run } = await running.cluster.ended(restoreId);
    expect(run).toMatchObject({ outcome: 'failed' });
    expect(run?.failure?.message).toMatch(
      /would not restore this backup.*Nothing was deleted.*stopped optimize: start it again/,
    );
    expect(stateOf({ run } as Restore, 'leave-recovery')).toMatchObject({ state: 'done' });
    expect(await running.performed(mark, MODE)).toEqual([
      'PATCH /v2/mode?mode=RECOVERING',
      'PATCH /v2/mode?mode=PROCESSING',
    ]);
    expect(await running.performed(mark, RESTORE)).toEqual([]);
    expect(await running.store.documents()).toEqual(now);
    expect(await running.modes()).toEqual(['active']);
    await running.world.act('a', { action: 'start', component: 'optimize' });
  });

  it.each([
    [
      'while another change of the cluster is pending',
      'no-change-pending',
      () => running.world.act('a', { action: 'changeConfiguration', durationMs: 600_000 }),
      () => running.cancelPending(),
    ],
    [
      'while a broker is down',
      'cluster-running',
      () => running.world.act('a', { action: 'stop', component: 'broker-1' }),
      () => running.world.act('a', { action: 'start', component: 'broker-1' }),
    ],
  ])('is not planned %s', async (_, check, spoil, restore) => {
    await spoil();
    const { plan, runnable } = await running.cluster.planned(running.backupId);
    await restore();
    expect(runnable).toBe(false);
    expect(plan.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain(check);
  });
});

describe('a restore in process without Optimize', () => {
  it('stops nothing and asks no person', async () => {
    const bare = await RunningCluster.create({ optimize: false });
    try {
      await bare.lose();
      const mark = await bare.world.mark('a');
      const { run } = await bare.cluster.ended(await bare.cluster.begun(bare.backupId));
      expect(run).toMatchObject({ outcome: 'completed', failure: null });
      expect(run?.steps.map(({ name }) => name)).toEqual(
        STEPS_IN_PROCESS.filter((name) => !name.includes('optimize')),
      );
      expect((await bare.deeds(mark)).filter((deed) => / (stopped|started)$/.test(deed))).toEqual([]);
      expect(await bare.store.documents()).toEqual(bare.before);
    } finally {
      await bare.close();
    }
  });
});
