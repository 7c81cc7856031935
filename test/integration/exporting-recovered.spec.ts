import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupList, Run } from '#contracts';
import { Api } from '../support/api.ts';
import { HoldfastProcesses, WORKERS, type AppName } from '../support/holdfast.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { clusterConfig, isCall, World } from '../support/world.ts';

/** Of the clusters where nothing but the end of the budget lifts a pause. */
const BUDGET_SECONDS = 6;

/** Real processes, killed inside the pause. The simulated brokers tell whether exporting runs. */
let world: World;
let apps: HoldfastProcesses;
let api: Api;

beforeAll(async () => {
  world = await World.create(['a', 'patient', 'foreign'], { standalone: false });
  apps = new HoldfastProcesses(world.redis.url, {
    http: { port: 0 },
    steps: { pollMin: '20ms', pollMax: '100ms' },
    clusters: [
      clusterConfig(world.simulator, 'a', `${BUDGET_SECONDS}s`),
      clusterConfig(world.simulator, 'patient', '60s'),
      clusterConfig(world.simulator, 'foreign', `${BUDGET_SECONDS}s`),
    ],
  });
  await Promise.all(WORKERS.map((app) => apps.start(app)));
  api = new Api(await apps.start('coordinator'));
});
afterAll(async () => {
  await apps.stopAll();
  await world.close();
});

async function insidePause(cluster = 'a'): Promise<Run> {
  await world.patch(cluster, { elasticsearch: { snapshotDurationMs: 2_500 } });
  const { body } = await api.start(cluster);
  const run = await api.until(cluster, body.backupId, (now) =>
    now.steps.some((step) => step.name === 'snapshot-records' && step.attempts === 1),
  );
  expect(await world.phases(cluster)).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
  return run;
}

async function exportsAgain(cluster = 'a'): Promise<void> {
  for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
    if ((await world.phases(cluster)).every((phase) => phase === 'EXPORTING')) return;
    await sleep(100);
  }
  throw new Error(
    `exporting did not run again within ${PATIENCE_SECONDS} s: ${String(await world.phases(cluster))}`,
  );
}

async function nextCompletes(): Promise<void> {
  await world.patch('a', { elasticsearch: { snapshotDurationMs: 150 } });
  await world.untilQuiet('a');
  const { body, status } = await api.start('a');
  expect(status).toBe(202);
  expect(await api.done('a', body.backupId)).toMatchObject({ outcome: 'completed', exporting: 'running' });
}

describe('a process that is killed inside the pause', () => {
  it('and comes back: the run continues at the same step, and no call is made twice', async () => {
    const mark = await world.mark('patient');
    const run = await insidePause('patient');
    await apps.stop('worker-records', 'SIGKILL');
    await apps.start('worker-records');
    const ended = await api.done('patient', run.setId);
    expect(ended).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(await world.phases('patient')).toEqual(['EXPORTING', 'EXPORTING']);
    const calls = (await world.effects('patient', mark))
      .filter(isCall)
      .filter((call) => !/_verify|_has_privileges|holdfast-owner-/.test(call.path));
    expect(calls).toHaveLength(7);
  });

  it('and stays down: at the end of the pause budget the run is failed and exporting runs', async () => {
    const run = await insidePause();
    await apps.stop('worker-records', 'SIGKILL');
    await exportsAgain();
    const ended = await api.done('a', run.setId);
    expect(ended).toMatchObject({
      outcome: 'failed',
      exporting: 'running',
      failure: { code: 'pause-budget-used-up' },
    });
    await apps.start('worker-records');
    await nextCompletes();
  });

  it('together with all others but worker-zeebe: exporting still runs again', async () => {
    await insidePause();
    const others: AppName[] = [
      'coordinator',
      'worker-operate',
      'worker-tasklist',
      'worker-optimize',
      'worker-records',
    ];
    await Promise.all(others.map((app) => apps.stop(app, 'SIGKILL')));
    await exportsAgain();
    await Promise.all(others.slice(1).map((app) => apps.start(app)));
    api = new Api(await apps.start('coordinator'));
    await nextCompletes();
  });

  it('and Redis is killed and emptied with it: exporting runs again, and ids continue to rise', async () => {
    const run = await insidePause();
    await world.redis.kill();
    await exportsAgain();
    await world.redis.start();
    await api.ready();
    await world.redis.flush();
    await nextCompletes();
    const [newest] = (await api.call<BackupList>('/api/v1/clusters/a/backups')).body.items;
    expect(newest!.backupId).toBeGreaterThan(run.setId);
  });
});

describe('a pause without an owner', () => {
  // On a cluster of which Holdfast knows no run: a pause that may be its own is lifted sooner.
  it('is lifted once it was seen for a whole pause budget, and not before', async () => {
    const mark = await world.mark('foreign');
    const pausedAt = Date.now();
    await world.act('foreign', { action: 'pauseExporting', soft: true });
    await exportsAgain('foreign');
    const resume = (await world.effects('foreign', mark))
      .filter(isCall)
      .find(({ path }) => path.includes('/exporting/resume'));
    expect(Date.parse(resume!.at) - pausedAt).toBeGreaterThanOrEqual(BUDGET_SECONDS * 1000);
  });
});
