import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#contracts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'paused'], { lease: '5s', steps: { callTimeout: '4s' } });
});
afterAll(() => world.close());

async function runs(cluster: string): Promise<Run[]> {
  const { body } = await world.api.call<{ items: Run[] }>(`/api/v1/clusters/${cluster}/backups`);
  return body.items;
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
    if (await condition()) return;
    await sleep(100);
  }
  throw new Error(`${what} did not come true within ${PATIENCE_SECONDS} s`);
}

async function backUp(cluster: string): Promise<Run> {
  const { body, status } = await world.api.start(cluster);
  expect(status).toBe(202);
  return world.api.done(cluster, body.backupId);
}

describe('after Redis lost everything', () => {
  it('the list is put together again from the components, and ids go on rising', async () => {
    const first = await backUp('a');
    const second = await backUp('a');
    await world.redis.flush();
    // Until then their parts are listed as sets of which Redis knows no run.
    const ofARun = async () => (await runs('a')).filter(({ runId }) => runId !== 'unknown');
    await until('the list', async () => (await ofARun()).length === 2);
    const [newer, older] = await runs('a');
    expect([newer?.backupId, older?.backupId]).toEqual([second.backupId, first.backupId]);
    expect(newer).toMatchObject({
      outcome: 'unverified',
      runId: second.runId,
      fence: second.fence,
      version: second.version,
      failure: { code: 'record-lost' },
    });
    expect(await world.api.journal('a', first.backupId)).toMatchObject([{ type: 'run-recovered' }]);
    const third = await backUp('a');
    expect(third.backupId).toBeGreaterThan(second.backupId);
    expect(third.fence).toBeGreaterThan(second.fence);
    expect(third.outcome).toBe('completed');
  });

  it('inside a pause: exporting runs again, and what there is of the set is not called a backup', async () => {
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
    await until('the list', async () => (await world.api.journal('paused', body.backupId)).length > 0);
    expect(await runs('paused')).toMatchObject([
      { backupId: body.backupId, outcome: 'failed', failure: { code: 'record-lost' } },
    ]);
    await world.patch('paused', { elasticsearch: { snapshotDurationMs: 100 } });
    expect((await backUp('paused')).outcome).toBe('completed');
  });
});
