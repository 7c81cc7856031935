import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { aPreview, aSchedule, anAlert } from '../support/staged-views.ts';

// Pictures of the dashboard for the documentation: real runs of a real Holdfast on simulated clusters.
//   npm run pictures [directory]

const DIRECTORY = process.argv[2] ?? join('docs', 'images');

const LOOKS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light', viewport: { width: 1180, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1180, height: 800 } },
  '360': { colorScheme: 'light', viewport: { width: 360, height: 760 } },
};

let dashboard: DashboardWorld;

/** One page in every look, at about the same moment. */
async function take(name: string, path: string, ready: string, looks = Object.keys(LOOKS)): Promise<void> {
  const views = await Promise.all(
    looks.map(async (look) => {
      const view = await dashboard.view(path, { ...LOOKS[look], reducedMotion: 'reduce' });
      await view.page.getByText(ready).first().waitFor();
      return { look, view };
    }),
  );
  for (const { look, view } of views) {
    await view.page.screenshot({ path: join(DIRECTORY, `dashboard-${name}-${look}.png`), fullPage: true });
    process.stdout.write(`dashboard-${name}-${look}.png\n`);
  }
  await dashboard.leave();
}

async function backUp(cluster: string): Promise<number> {
  const { backupId } = (await dashboard.world.api.start(cluster)).body;
  await dashboard.world.api.done(cluster, backupId);
  return backupId;
}

async function main(): Promise<void> {
  mkdirSync(DIRECTORY, { recursive: true });
  dashboard = await DashboardWorld.create(['analytics', 'prod', 'staging'], {
    pauseBudget: '15m',
    shape: { zeebe: { brokers: 3, partitions: 3, replicationFactor: 3 } },
    restore: () => ({ control: 'manual' }),
  });
  const { world, front } = dashboard;
  front.tokens = { secret: { name: 'ada', role: 'admin' } };
  for (const look of Object.values(LOOKS))
    look.storageState = {
      cookies: [
        {
          name: 'front-session',
          value: 'secret',
          domain: '127.0.0.1',
          path: '/',
          expires: -1,
          httpOnly: true,
          secure: false,
          sameSite: 'Strict',
        },
      ],
      origins: [],
    };
  front.schedules.set('prod', [
    aSchedule('prod'),
    aSchedule('prod', {
      name: 'hourly',
      cron: '15 * * * *',
      paused: {
        at: new Date(Date.now() - 7_200_000).toISOString(),
        by: 'ada',
        note: 'the repository is being moved',
        reason: 'operator',
      },
      nextAt: null,
    }),
  ]);
  front.schedules.set('analytics', [aSchedule('analytics')]);
  front.retention.set('prod', aPreview('prod'));
  front.alerts.set('staging', [
    anAlert('staging', {
      kind: 'last-backup-failed',
      severity: 'warning',
      message: 'The last backup failed.',
      mend: 'Read why in its journal, mend it, and back up again.',
    }),
  ]);

  const kept = await backUp('prod');
  await world.api.post(`/api/v1/clusters/prod/backups/${kept}/keep`);
  await world.api.post(`/api/v1/clusters/prod/backups/${kept}/verify`);
  await backUp('analytics');
  const slower = { partDurationMs: 260, partGapMs: 120, appearDelayMs: 200 };
  const settings = {
    operate: slower,
    tasklist: { ...slower, partDurationMs: 190 },
    optimize: { ...slower, partDurationMs: 700 },
  };
  for (const cluster of ['prod', 'staging'])
    await world.patch(cluster, {
      ...settings,
      zeebe: { partitionDurationMs: 1_500, partitionStaggerMs: 400 },
      elasticsearch: { snapshotDurationMs: 1_600 },
    });
  await world.fault('prod', {
    kind: 'status',
    component: 'operate',
    status: 503,
    method: 'GET',
    times: 2,
    after: 8,
  });
  const whole = await backUp('prod');
  await world.clearFaults('prod');
  await world.fault('staging', {
    kind: 'zeebePartitionFails',
    partitionId: 2,
    reason: 'Failed to upload snapshot: no space left on device',
  });
  const failed = await backUp('staging');
  await take('run-failed', `/clusters/staging/backups/${failed}`, 'run-finished');
  await take('run-completed', `/clusters/prod/backups/${whole}`, 'run-finished');
  await take('cluster', '/clusters/prod', 'Backup sets', ['light', '360']);
  await take('history', '/clusters/prod/runs', 'History', ['light']);
  await take('schedules', '/clusters/prod/schedules', 'hourly', ['light']);
  await take('retention', '/clusters/prod/retention', 'keep-last', ['light']);
  const plan = (
    await world.api.post<{ restoreId: number }>('/api/v1/clusters/prod/restores', { backupId: whole })
  ).body;
  await take('restore-plan', `/clusters/prod/restores/${plan.restoreId}`, 'What will be lost', ['light']);
  await world.patch('prod', { zeebe: { partitionDurationMs: 60_000 } });
  const { backupId: running } = (await world.api.start('prod')).body;
  await world.api.until('prod', running, ({ steps }) =>
    steps.some(
      ({ name, state, startedAt }) =>
        name === 'backup-zeebe' && state === 'running' && Date.parse(startedAt ?? '') < Date.now() - 2_500,
    ),
  );
  await take('run-running', `/clusters/prod/backups/${running}`, 'exporting paused');
  await take('overview', '/', 'analytics');
  await world.api.post(`/api/v1/clusters/prod/backups/${running}/cancel`);
  await dashboard.close();
}

await main();
