import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Run } from '#contracts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { isCall, World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['behind', 'frozen', 'cancelled'], { steps: { settleTimeout: '10s' } });
});
afterAll(() => world.close());

const checkOf = (run: Run, name: string) => run.checks.find((check) => check.name === name);

async function untilWaiting(cluster: string, backupId: number): Promise<string> {
  for (let tries = 0; tries < PATIENCE_SECONDS; tries += 1) {
    const journal = await world.api.journal(cluster, backupId);
    const waiting = journal.find((entry) => entry.type === 'preflight-waiting');
    if (waiting) return waiting.message;
  }
  throw new Error(`backup ${backupId} of ${cluster} did not wait`);
}

async function mutations(cluster: string): Promise<string[]> {
  const calls = (await world.effects(cluster)).filter(isCall);
  return calls.map((call) => call.path).filter((path) => !/_verify|_has_privileges/.test(path));
}

describe('before anything starts', () => {
  it('the run waits for an importer that is behind, and touches nothing meanwhile', async () => {
    await world.patch('behind', { operate: { importLag: 50 } });
    const { body } = await world.api.start('behind');
    expect(await untilWaiting('behind', body.backupId)).toMatch(
      /^operate imported process-instance of partition 1 up to \d+ of \d+; .*; and 6 more$/,
    );
    expect(await mutations('behind')).toEqual([]);
    await world.patch('behind', { operate: { importLag: 0 } });
    const run = await world.api.done('behind', body.backupId);
    expect(run.outcome).toBe('completed');
    expect(checkOf(run, 'importers-settled')).toMatchObject({
      ok: true,
      message: 'operate and tasklist imported everything exported at the first look',
    });
  });

  it('exporter positions that never move again (soft over hard over resume) reject the run and name the remedy', async () => {
    const gateway = world.simulator.clusters.frozen?.zeebe ?? '';
    for (const step of ['pause?soft=true', 'pause', 'resume'])
      await fetch(`${gateway}/actuator/exporting/${step}`, { method: 'POST' });
    await world.patch('frozen', { zeebe: { recordsPerSecond: 100 } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = (await mutations('frozen')).length;
    const { body } = await world.api.start('frozen');
    const run = await world.api.done('frozen', body.backupId);
    expect(run).toMatchObject({ outcome: 'rejected' });
    expect(checkOf(run, 'exporters-settled')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/partition 1 exported up to \d+ of \d+/),
      remedy: expect.stringContaining('one more soft pause and resume'),
    });
    expect(await mutations('frozen')).toHaveLength(before);
  });

  it('a run that waits can be cancelled', async () => {
    await world.patch('cancelled', { tasklist: { importLag: 5 } });
    const { body } = await world.api.start('cancelled');
    await untilWaiting('cancelled', body.backupId);
    await world.api.post(`/api/v1/clusters/cancelled/backups/${body.backupId}/cancel`);
    expect(await world.api.done('cancelled', body.backupId)).toMatchObject({ outcome: 'cancelled' });
    expect(await mutations('cancelled')).toEqual([]);
  });
});
