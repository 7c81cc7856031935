import type { Api } from './api.ts';
import { ClusterApi } from './cluster-api.ts';
import { DashboardWorld } from './dashboard-world.ts';
import { SchedulesApi } from './schedules-api.ts';
import { aToken, type TestToken } from './tokens.ts';

const ZONE = { timezone: 'Europe/Berlin' };
const NIGHTLY = { name: 'nightly', cron: '30 2 * * *', jitter: '10m', pauseAfterFailures: 3, ...ZONE };

/** The configuration of each cluster besides its addresses. */
const MORE: Record<string, Record<string, unknown>> = {
  analytics: {
    schedules: [
      { name: 'every-5-s', cron: '*/5 * * * * *', pauseAfterFailures: 5, labels: { why: 'demonstration' } },
      { ...NIGHTLY, cron: '0 4 * * *', overlap: 'buffer-one' },
    ],
    retention: { keepLast: 24, keepDaily: 7, ...ZONE },
  },
  prod: {
    schedules: [NIGHTLY],
    retention: { keepLast: 2, keepDaily: 7, keepWeekly: 4, keepMonthly: 12, minComplete: 2, ...ZONE },
  },
  staging: { schedules: [{ name: 'weekly', cron: '0 6 * * 1', ...ZONE }] },
};

/** So slow that steps have a length that can be seen. */
const SLOWER = { partDurationMs: 260, partGapMs: 120, appearDelayMs: 200 };
const SLOW = {
  operate: SLOWER,
  tasklist: { ...SLOWER, partDurationMs: 190 },
  optimize: { ...SLOWER, partDurationMs: 700 },
  zeebe: { partitionDurationMs: 1_500, partitionStaggerMs: 400 },
  elasticsearch: { snapshotDurationMs: 1_600 },
};

/** Three clusters with a history that real runs made, for pictures. */
export class PictureScene {
  private readonly prod: ClusterApi;
  private readonly staging: ClusterApi;
  private readonly plans: SchedulesApi;

  private constructor(
    readonly dashboard: DashboardWorld,
    /** Of the program that takes backups, and of the person who looks on. */
    private readonly ci: Api,
    private readonly person: Api,
  ) {
    this.prod = new ClusterApi(ci, 'prod');
    this.staging = new ClusterApi(ci, 'staging');
    this.plans = new SchedulesApi(person, 'analytics');
  }

  /** @param person who looks on */
  static async set(person: TestToken): Promise<PictureScene> {
    const ci = aToken('ci', 'admin');
    const dashboard = await DashboardWorld.create(Object.keys(MORE), {
      pauseBudget: '15m',
      shape: { zeebe: { brokers: 3, partitions: 3, replicationFactor: 3 } },
      restore: () => ({ control: 'manual' }),
      more: (cluster) => MORE[cluster] ?? {},
      config: {
        access: { tokens: [person.entry, ci.entry], rateLimit: { requestsPerMinute: 10_000 } },
      },
    });
    const { api } = dashboard.world;
    return new PictureScene(dashboard, api.as(ci.token), api.as(person.token));
  }

  /** @returns a backup of staging that failed, and one of prod that completed */
  async backUps(): Promise<{ failed: number; completed: number }> {
    const { world } = this.dashboard;
    const { backupId: kept } = await this.prod.backUp();
    await new ClusterApi(this.person, 'prod').mark(kept, 'keep');
    await this.prod.backUp();
    await this.staging.backUp();
    await this.staging.removed((await this.staging.backUp()).backupId);
    await world.fault('staging', { kind: 'refuse', component: 'operate' });
    await this.endOf('staging');
    await world.clearFaults('staging');
    for (const cluster of ['prod', 'staging']) await world.patch(cluster, SLOW);
    await this.prod.backUp();
    const away = { kind: 'status', component: 'operate', status: 503 } as const;
    await world.fault('prod', { ...away, method: 'GET', times: 2, after: 8 });
    const { backupId: completed } = await this.prod.backUp();
    await world.clearFaults('prod');
    await this.prod.verify(completed);
    const reason = 'Failed to upload snapshot: no space left on device';
    await world.fault('staging', { kind: 'zeebePartitionFails', partitionId: 2, reason });
    const failed = await this.endOf('staging');
    await world.clearFaults('staging');
    return { failed, completed };
  }

  /** A schedule with planned times of every kind, paused at the end. */
  async schedules(): Promise<void> {
    const { world } = this.dashboard;
    const { plans } = this;
    const name = 'every-5-s';
    await plans.slot(name, ({ outcome }) => outcome === 'completed');
    await world.fault('analytics', { kind: 'zeebePartitionFails', partitionId: 1, times: 1 });
    await plans.slot(name, ({ outcome }) => outcome === 'failed');
    await world.clearFaults('analytics');
    await plans.until(name, ({ recent }) => recent[0]?.outcome === 'completed');
    await world.patch('analytics', { elasticsearch: { snapshotDurationMs: 6_000 } });
    await plans.until(name, ({ recent }) => recent[0]?.result === 'skipped');
    await world.patch('analytics', { elasticsearch: { snapshotDurationMs: 150 } });
    const { counts } = await plans.find(name);
    await plans.until(
      name,
      ({ recent, counts: { started } }) => started >= counts.started + 3 && recent[0]?.outcome != null,
    );
    await plans.pause(name, 'the repository moves to another bucket');
    const { backupId } = (await plans.trigger('nightly')).body;
    await this.ci.done('analytics', backupId);
    await plans.slot('nightly', ({ outcome }) => outcome !== null);
  }

  /** @returns the number of a plan that can be run */
  async plan(backupId: number): Promise<number> {
    return (await new ClusterApi(this.person, 'prod').planned(backupId)).restoreId;
  }

  /** @returns a backup of prod that is at its last component, with exporting paused */
  async running(): Promise<number> {
    await this.dashboard.world.patch('prod', { zeebe: { partitionDurationMs: 60_000 } });
    const { backupId } = (await this.person.start('prod', { labels: { why: 'upgrade' } })).body;
    const since = Date.now() + 2_500;
    await this.ci.until(
      'prod',
      backupId,
      ({ steps }) =>
        steps.some(({ name, state }) => name === 'backup-zeebe' && state === 'running') && Date.now() > since,
    );
    return backupId;
  }

  async end(): Promise<void> {
    await this.dashboard.close();
  }

  private async endOf(cluster: string): Promise<number> {
    const { backupId } = (await this.ci.start(cluster)).body;
    await this.ci.done(cluster, backupId);
    return backupId;
  }
}
