import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Calendar, Overview, Problem, Trend } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { dailyBackups, writePast } from '../support/past-backups.ts';
import { until } from '../support/until.ts';
import { World } from '../support/world.ts';

const DAYS = 60;

let world: World;
let redis: Redis;
let a: ClusterApi;
beforeAll(async () => {
  world = await World.create(['a', 'b'], {
    more: (name) => ({
      objective: '26h',
      schedules: [{ name: 'nightly', cron: name === 'a' ? '0 2 * * *' : '5 2 * * *', timezone: 'UTC' }],
    }),
  });
  redis = new Redis(world.redis.url);
  a = new ClusterApi(world.api, 'a');
  await writePast(redis, 'a', dailyBackups(DAYS));
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

const trendOf = (cluster: string, days: number): Promise<Trend> =>
  world.api.read('trend.read', { params: { cluster }, query: { days } });

describe('the trend of a cluster', () => {
  it('has every day and every backup of the time, and where they go', async () => {
    const trend = await trendOf('a', 365);
    expect(trend.daily).toHaveLength(366);
    expect(trend.backups).toHaveLength(DAYS);
    expect(trend).toMatchObject({ pauseBudgetSeconds: 60, objectiveSeconds: 26 * 3_600, truncated: false });
    const { seconds, pauseSeconds, sizeBytes } = trend.forecast;
    for (const forecast of [seconds, pauseSeconds, sizeBytes]) expect(forecast?.perDay).toBeGreaterThan(0);
    // Pauses are longer than the budget of this cluster already.
    expect(Date.parse(pauseSeconds!.reachesAt!)).toBeLessThan(Date.now());
    const failed = trend.daily.filter(({ outcomes }) => outcomes.failed > 0);
    expect(failed).toHaveLength(3);
    // On the day after a failure, the newest good set has become two days old.
    const after = trend.daily[trend.daily.indexOf(failed[0]!) + 1];
    expect(after!.oldestAgeSeconds! / 3_600).toBeGreaterThan(47);
    const [oldest] = trend.backups;
    expect(oldest!.steps.map(({ name }) => name)).toContain('backup-zeebe');
    expect(oldest!.sizes).toMatchObject({ operate: expect.any(Number), records: expect.any(Number) });
  });

  it('of fewer days has fewer, and of a cluster without a backup none', async () => {
    const trend = await trendOf('a', 7);
    expect([trend.daily.length, trend.backups.length]).toEqual([8, 7]);
    expect(await trendOf('b', 30)).toMatchObject({
      backups: [],
      forecast: { seconds: null, pauseSeconds: null, sizeBytes: null },
      usual: { backup: null, restore: null },
    });
  });

  it.each(['0', '401', '1.5', 'all'])('of %s days is refused by the name of the field', async (days) => {
    const path = `/api/v1/clusters/a/trends?days=${days}`;
    const { status, body } = await world.api.call<Problem>(path);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ field: 'days' }]);
  });

  it('keeps the size of a set that was deleted', async () => {
    const { backupId } = await a.backUp();
    await a.backUp();
    await a.untilBackup(backupId, ({ set }) => set?.sizeBytes != null);
    const whole = (await a.backup(backupId)).set!.sizeBytes;
    const sizes = async () => {
      const { backups } = await trendOf('a', 2);
      return backups.find((each) => each.backupId === backupId)?.sizes ?? null;
    };
    await until('its size is noted', async () => (await sizes()) !== null);
    await a.removed(backupId);
    const noted = await sizes();
    expect(Object.keys(noted!).sort()).toEqual(['operate', 'optimize', 'records', 'tasklist']);
    expect(Object.values(noted!).reduce((sum, size) => sum + size, 0)).toBe(whole);
  });

  it('tells in the overview how long a backup usually takes', async () => {
    const overview = async () => (await world.api.call<Overview>('/api/v1/overview')).body.clusters;
    // It waits for no record.
    await until('it has looked', async () => (await overview())[0]!.usual.backup !== null);
    const clusters = await overview();
    expect(clusters[0]!.usual.backup).toMatchObject({ of: 10, seconds: expect.any(Number) });
    expect(clusters[1]!.usual).toEqual({ backup: null, restore: null });
  });
});

describe('runs of all clusters', () => {
  it('are one list, page by page, by kind and state, of the clusters that there are', async () => {
    const first = await world.api.read('run.all', { query: { limit: 2 } });
    const second = await world.api.read('run.all', { query: { limit: 2, cursor: first.next! } });
    const numbers = [...first.items, ...second.items].map(({ run }) => run.number);
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
    expect(new Set(numbers).size).toBe(4);
    const failed = await world.api.read('run.all', { query: { state: 'failed', kind: 'backup' } });
    expect(failed.items.map(({ cluster, run }) => [cluster, run.outcome])).toEqual(
      Array(3).fill(['a', 'failed']),
    );
    const wrong = await world.api.call<Problem>('/api/v1/runs?cursor=5');
    expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([400, 'cursor']);
  });
});

describe('the calendar', () => {
  it('has what is planned of each cluster, for as long as its backups usually take', async () => {
    const calendar: Calendar = await world.api.read('calendar.read', { query: { hours: 48 } });
    expect(calendar.engines.map(({ clusters }) => clusters)).toEqual([['a'], ['b']]);
    const [first, second] = calendar.engines;
    expect(first!.planned).toHaveLength(2);
    const [next] = first!.planned;
    expect(next).toMatchObject({ cluster: 'a', schedule: 'nightly', at: expect.stringMatching(/T02:00:00/) });
    expect(Date.parse(second!.planned[0]!.until) - Date.parse(second!.planned[0]!.at)).toBe(600_000);
    // Each has an engine of its own here.
    expect(calendar.engines.flatMap(({ overlaps }) => overlaps)).toEqual([]);
    await world.api.post('/api/v1/clusters/a/schedules/nightly/pause', {});
    const { engines } = await world.api.read('calendar.read', { query: {} });
    expect(engines.map(({ clusters }) => clusters)).toEqual([['b']]);
  });
});
