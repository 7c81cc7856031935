import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.ts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { MODE, RESTORE, RunningCluster, stateOf } from '../support/running-cluster.ts';

/** Restores of 8.10 in the running cluster of which something breaks in the middle. */
let running: RunningCluster;
beforeAll(async () => {
  running = await RunningCluster.create();
});
afterEach(() => running.world.clearFaults('a'));
afterAll(() => running.close());

describe('a restore in process of which a partition fails', () => {
  it('waits while the cluster tries again, and completes', async () => {
    await running.lose();
    await running.world.fault('a', { kind: 'restoreStepFails', partitionId: 2, times: 2 });
    const mark = await running.world.mark('a');
    const { run } = await running.cluster.ended(await running.cluster.begun(running.backupId));
    expect(run).toMatchObject({ outcome: 'completed', failure: null });
    expect(await running.performed(mark, RESTORE)).toEqual(['POST /v2/restore']);
    expect(await running.store.documents()).toEqual(running.before);
  });

  it('is cancelled with its change, stays in recovery mode, and is restored by the next run', async () => {
    await running.lose();
    await running.world.fault('a', { kind: 'restoreStepFails', partitionId: 2 });
    const mark = await running.world.mark('a');
    const restoreId = await running.cluster.begun(running.backupId);
    await running.cluster.untilRestore(
      restoreId,
      (restore) => stateOf(restore, 'restore-partitions')?.done === 1,
    );
    await running.world.api.post(`/api/v1/clusters/a/restores/${restoreId}/cancel`, {});
    const { run } = await running.cluster.ended(restoreId);
    expect(run).toMatchObject({ outcome: 'cancelled' });
    expect(run?.failure?.message).toMatch(
      /Leave the cluster in recovery mode.*never switch it to PROCESSING.*holdfast restore run a/,
    );
    expect(await running.performed(mark, /changes/)).toHaveLength(1);
    expect(await running.performed(mark, MODE)).toEqual(['PATCH /v2/mode?mode=RECOVERING']);
    expect(await running.modes()).toEqual(['recovering']);
    const backup = await running.world.api.start('a');
    const rejected = await running.world.api.done('a', backup.body.backupId);
    expect(rejected).toMatchObject({ outcome: 'rejected', steps: expect.anything() });
    expect(rejected.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain('no-recovery');
    await running.world.clearFaults('a');
    const again = await running.cluster.ended(await running.cluster.begun(running.backupId));
    expect(again.run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(await running.performed(mark, MODE)).toEqual(['PATCH /v2/mode?mode=RECOVERING']);
    expect(await running.modes()).toEqual(['active']);
    expect(await running.store.documents()).toEqual(running.before);
  });
});

describe('a restore in process that is interrupted', () => {
  it.each(['before', 'after'] as const)(
    'is asked for once, when the connection breaks %s it was accepted',
    async (when) => {
      await running.lose();
      await running.world.fault('a', {
        ...{ kind: 'reset', component: 'rest', method: 'POST', path: 'v2/restore$', times: 1, when },
      });
      const mark = await running.world.mark('a');
      const { run } = await running.cluster.ended(await running.cluster.begun(running.backupId));
      expect(run).toMatchObject({ outcome: 'completed', failure: null });
      expect(await running.performed(mark, RESTORE)).toEqual(['POST /v2/restore']);
      expect(await running.store.documents()).toEqual(running.before);
    },
  );

  it('continues after its process was killed while the cluster restores', async () => {
    await running.lose();
    // The answer does not arrive before the process is dead, and the cluster restores all the while.
    await running.world.fault('a', {
      ...{ kind: 'hang', component: 'rest', method: 'POST', path: 'v2/restore$', times: 1, when: 'after' },
    });
    const mark = await running.world.mark('a');
    const restoreId = await running.cluster.begun(running.backupId);
    await until(
      () => running.performed(mark, RESTORE),
      (calls) => calls.length === 1,
    );
    await running.world.holdfast.stop('standalone', 'SIGKILL');
    await running.world.clearFaults('a');
    const again = new ClusterApi(new Api(await running.world.holdfast.start('standalone')), 'a');
    const { run } = await again.ended(restoreId);
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(await running.performed(mark, RESTORE)).toEqual(['POST /v2/restore']);
    expect(await running.store.documents()).toEqual(running.before);
  });
});
