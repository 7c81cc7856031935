import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Run } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { World } from '../support/world.ts';
import { until } from '../support/until.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'paused'], { lease: '5s', steps: { callTimeout: '4s' } });
});
afterAll(() => world.close());

const sets = (cluster: string) => new ClusterApi(world.api, cluster);

async function backUp(cluster: string): Promise<Run> {
  const { body, status } = await world.api.start(cluster);
  expect(status).toBe(202);
  return world.api.done(cluster, body.backupId);
}

describe('after Redis lost everything', () => {
  it('sets are listed from their parts, without a run, and ids continue to rise', async () => {
    const first = await backUp('a');
    const second = await backUp('a');
    await world.redis.flush();
    const isOwn = async () =>
      (await sets('a').list()).items.filter(({ set }) => set?.state === 'unverified').length === 2;
    await until('the list', isOwn);
    const { items } = await sets('a').list();
    expect(items.map(({ backupId, run }) => [backupId, run])).toEqual([
      [second.setId, null],
      [first.setId, null],
    ]);
    // The facts in the snapshots become those of the set.
    expect(items[0]?.set).toMatchObject({
      foreign: false,
      missing: [],
      origin: { cluster: 'a', runId: second.runId },
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
    const { body } = await world.api.call<{ items: unknown[] }>('/api/v1/clusters/a/runs');
    expect(body.items).toEqual([]);
    const events = await world.api.call(`/api/v1/clusters/a/backups/${first.setId}/events`);
    expect(events.status).toBe(404);
    const third = await backUp('a');
    expect(third.setId).toBeGreaterThan(second.setId);
    expect(third.fence).toBeGreaterThan(second.fence);
    expect(third.outcome).toBe('completed');
  });

  it('a set without a run is verified, planned and deleted from its parts', async () => {
    const all = (await sets('a').list()).items.filter(({ run, set }) => run === null && set !== null);
    const { backupId } = all.at(-1)!;
    const failed = (await sets('a').verify(backupId)).checks.filter(({ ok }) => !ok);
    expect(failed.map(({ name }) => name)).toEqual(['one-window']);
    expect(await sets('a').manifest(backupId)).toMatchObject({
      run: null,
      origin: { cluster: 'a' },
      journalSha256: null,
    });
    const deletion = await sets('a').removed(backupId);
    expect(deletion).toMatchObject({ kind: 'deletion', setId: backupId, outcome: 'completed' });
    expect(deletion.number).toBeGreaterThan(Math.max(...all.map((each) => each.backupId)));
    expect((await sets('a').list()).items.map((each) => each.backupId)).not.toContain(backupId);
  });

  it('inside a pause: exporting runs again, and the parts of the set do not count as a backup', async () => {
    await world.patch('paused', { elasticsearch: { snapshotDurationMs: 3_000 } });
    const { body } = await world.api.start('paused');
    await world.api.until('paused', body.backupId, (run) =>
      run.steps.some((step) => step.name === 'snapshot-records' && step.attempts > 0),
    );
    expect(await world.phases('paused')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    await world.redis.flush();
    await until('exporting', async () =>
      (await world.phases('paused')).every((phase) => phase === 'EXPORTING'),
    );
    const left = await sets('paused').untilBackup(body.backupId, ({ set }) => set?.state === 'partial');
    expect(left).toMatchObject({ run: null, set: { missing: [expect.stringContaining('zeebe')] } });
    await world.patch('paused', { elasticsearch: { snapshotDurationMs: 100 } });
    expect((await backUp('paused')).outcome).toBe('completed');
  });
});
