import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { QUEUES } from '#contracts';
import { Api } from '../support/api.ts';
import { ALL_APPS, type AppName } from '../support/holdfast.ts';
import { Scrape } from '../support/metrics.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { World } from '../support/world.ts';

/** Every app has its own page; the sum over all of them must be right, no matter which process did the work. */
let world: World;
let api: Api;
const addresses = new Map<AppName, string>();

const scrape = (): Promise<Scrape> => Scrape.of(...addresses.values());
const coordinator = (): Promise<Scrape> => Scrape.of(addresses.get('coordinator')!);

async function until(condition: (page: Scrape) => boolean): Promise<Scrape> {
  let page = await scrape();
  for (let tries = 0; tries < PATIENCE_SECONDS * 5 && !condition(page); tries += 1) {
    await sleep(200);
    page = await scrape();
  }
  return page;
}

beforeAll(async () => {
  world = await World.create(['a', 'b'], { standalone: false });
  for (const app of ALL_APPS) addresses.set(app, await world.holdfast.start(app));
  api = new Api(addresses.get('coordinator')!);
});
afterAll(() => world.close());

describe('/metrics', () => {
  it('has every series before anything has happened, at zero', async () => {
    const page = await until((each) => each.sum('holdfast_exporting_readable', { cluster: 'a' }) >= 2);
    for (const cluster of ['a', 'b']) {
      for (const result of ['completed', 'failed', 'rejected', 'cancelled'])
        expect(page.sum('holdfast_backup_runs_total', { cluster, schedule: '', result })).toBe(0);
      expect(page.sum('holdfast_backup_last_success_timestamp_seconds', { cluster })).toBe(0);
      expect(page.sum('holdfast_lock_lost_total', { cluster })).toBe(0);
      expect(page.all('holdfast_backup_last_result', { cluster })).toEqual([]);
    }
    const told = page.all('holdfast_exporting_phase', { cluster: 'a', phase: 'running' });
    // From the two processes with a reconciler, for each of two partitions.
    expect(told.map(({ labels, value }) => `${labels['partition'] ?? ''}=${value}`).sort()).toEqual([
      '1=1',
      '1=1',
      '2=1',
      '2=1',
    ]);
    expect(page.all('holdfast_build_info').map(({ labels }) => labels['app'])).toEqual([...ALL_APPS]);
  });

  it('counts a run once over all apps, and shows when it ended', async () => {
    const { body } = await api.start('a');
    const run = await api.done('a', body.backupId);
    expect(run.outcome).toBe('completed');
    const page = await until((each) => each.sum('holdfast_backup_duration_seconds_count') === 1);
    expect(page.sum('holdfast_backup_runs_total', { cluster: 'a', result: 'completed' })).toBe(1);
    expect(page.sum('holdfast_backup_runs_total')).toBe(1);
    expect(page.sum('holdfast_backup_duration_seconds_count', { cluster: 'a' })).toBe(1);
    expect(page.sum('holdfast_backup_last_success_timestamp_seconds', { cluster: 'a' })).toBe(
      Date.parse(run.finishedAt!) / 1000,
    );
    expect(page.sum('holdfast_backup_last_result', { cluster: 'a' })).toBe(1);
    expect(page.sum('holdfast_exporting_pause_seconds_count', { cluster: 'a' })).toBe(1);
    const paused = (Date.parse(run.resumedAt!) - Date.parse(run.pausedAt!)) / 1000;
    expect(page.sum('holdfast_exporting_pause_seconds_sum', { cluster: 'a' })).toBeCloseTo(paused, 6);
    for (const step of run.steps) {
      const labels = { cluster: 'a', step: step.name, result: 'done' };
      expect(page.sum('holdfast_step_duration_seconds_count', labels)).toBe(1);
    }
    expect(page.sum('holdfast_exporting_resume_attempts_total', { cluster: 'a', actor: 'finalizer' })).toBe(
      1,
    );
    expect(page.sum('holdfast_lock_acquire_total', { cluster: 'a', result: 'acquired' })).toBe(1);
    expect(page.sum('holdfast_backups', { cluster: 'a', state: 'complete' })).toBe(1);
    // A label per backup would grow without a limit.
    const labels = page.samples.flatMap((sample) => Object.values(sample.labels));
    expect(labels).not.toContain(String(body.backupId));
  });

  it('shows a failed run, a busy cluster and a verification', async () => {
    await world.fault('b', { kind: 'webAppPartFails', component: 'operate', part: 3, times: 1 });
    const failed = await api.start('b');
    expect((await api.done('b', failed.body.backupId)).outcome).toBe('failed');
    const { body } = await api.start('a');
    expect((await api.start('a')).status).toBe(409);
    await api.done('a', body.backupId);
    await api.post(`/api/v1/clusters/a/backups/${body.backupId}/verify`);
    const page = await until((each) => each.sum('holdfast_backup_runs_total', { result: 'failed' }) === 1);
    expect(page.sum('holdfast_backup_runs_total', { cluster: 'b', result: 'failed' })).toBe(1);
    expect(page.sum('holdfast_backup_last_result', { cluster: 'b' })).toBe(0);
    expect(page.sum('holdfast_backup_last_failure_timestamp_seconds', { cluster: 'b' })).toBeGreaterThan(0);
    const labels = { cluster: 'b', step: 'backup-operate', outcome: 'failed' };
    expect(page.sum('holdfast_step_attempts_total', labels)).toBe(1);
    expect(page.sum('holdfast_lock_acquire_total', { cluster: 'a', result: 'busy' })).toBe(1);
    expect(page.sum('holdfast_verify_last_success_timestamp_seconds', { cluster: 'a' })).toBeGreaterThan(
      Date.parse(body.run!.requestedAt) / 1000,
    );
  });

  it('shows when a worker was last seen, and how many jobs wait for it', async () => {
    const seen = (each: Scrape): string[] => [
      ...new Set(
        each.all('holdfast_worker_last_seen_timestamp_seconds').map(({ labels }) => labels['queue'] ?? ''),
      ),
    ];
    const page = await until((each) => seen(each).length === QUEUES.length);
    expect(seen(page).sort()).toEqual([...QUEUES].sort());
    expect(page.sum('holdfast_queue_workers', { queue: 'zeebe' })).toBe(1);
    expect(page.sum('holdfast_queue_jobs', { queue: 'zeebe', state: 'active' })).toBe(0);
  });

  it('restores the recorded figures after a restart, and shows when Redis is down', async () => {
    const before = (await coordinator()).sum('holdfast_backup_last_success_timestamp_seconds', {
      cluster: 'a',
    });
    await world.holdfast.stop('coordinator');
    addresses.set('coordinator', await world.holdfast.start('coordinator'));
    api = new Api(addresses.get('coordinator')!);
    await api.ready();
    const after = await coordinator();
    expect(after.sum('holdfast_backup_last_success_timestamp_seconds', { cluster: 'a' })).toBe(before);
    expect(after.sum('holdfast_redis_up')).toBe(1);
    expect(after.sum('holdfast_redis_persistence_ok')).toBe(1);
    await world.redis.kill();
    expect((await coordinator()).sum('holdfast_redis_up')).toBe(0);
    await world.redis.start();
  });
});
