import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { backUpNow } from '../support/viewing.ts';

/** What the dashboard shows while Holdfast is down, and after it is back. */
jest.setTimeout(90_000);

let dashboard: DashboardWorld;
beforeAll(async () => {
  dashboard = await DashboardWorld.create(['a', 'b']);
});
afterEach(async () => {
  expect(await dashboard.leave()).toEqual([]);
});
afterAll(() => dashboard.close());

async function restart(): Promise<void> {
  await dashboard.world.holdfast.start('standalone');
}

describe('when Holdfast is restarted', () => {
  it('a run that is followed shows that it is cut off, keeps what it knew, and follows to the end by itself', async () => {
    await dashboard.world.patch('a', { optimize: { partDurationMs: 2_500 } });
    const { backupId } = (await dashboard.world.api.start('a')).body;
    const viewing = await dashboard.view(`/clusters/a/backups/${backupId}`);
    const { page } = viewing;
    await page.getByRole('row', { name: /backup-operate done/ }).waitFor();
    await dashboard.world.holdfast.stop('standalone', 'SIGKILL');
    await page.getByText('this page shows its last answer').waitFor();
    await page
      .getByRole('status')
      .getByText(/^Disconnected/)
      .waitFor();
    expect(await page.getByRole('row', { name: /backup-operate done/ }).count()).toBe(1);
    const before = await page.getByRole('list', { name: 'Journal' }).getByRole('listitem').count();
    await restart();
    await page.getByText('completed', { exact: true }).first().waitFor({ timeout: 60_000 });
    await page.getByText('this page shows its last answer').waitFor({ state: 'hidden' });
    // The journal continues after what was there, with nothing twice.
    const journal = page.getByRole('list', { name: 'Journal' }).getByRole('listitem');
    await journal.getByText('run-finished').waitFor();
    expect(await journal.count()).toBeGreaterThan(before);
    expect(await journal.getByText('run-accepted').count()).toBe(1);
    expect(await viewing.stayed()).toBe(true);
  });

  it('the overview marks what it shows as old, and is live again afterwards', async () => {
    const viewing = await dashboard.view('/');
    const { page } = viewing;
    await page.getByRole('article', { name: 'Cluster b' }).getByText('running', { exact: true }).waitFor();
    await dashboard.world.holdfast.stop('standalone');
    await page.getByText(/^Disconnected$/).waitFor();
    expect(await page.locator('.stale').getByRole('article', { name: 'Cluster b' }).count()).toBe(1);
    await restart();
    await page.getByText(/^Disconnected$/).waitFor({ state: 'hidden', timeout: 60_000 });
    expect(await page.locator('.stale').count()).toBe(0);
    // Live: what happens now is seen.
    await backUpNow(page, 'b');
    await page.getByText('completed', { exact: true }).first().waitFor();
    expect(await viewing.stayed()).toBe(true);
  });
});

describe('when Redis is down', () => {
  it('the overview says so, and does not take an old state for the present one', async () => {
    const { page } = await dashboard.view('/');
    await page.getByRole('article', { name: 'Cluster a' }).waitFor();
    await dashboard.world.redis.kill();
    await page.getByText(/Redis does not answer/).waitFor({ timeout: 30_000 });
    expect(await page.locator('.stale').count()).toBe(1);
    await dashboard.world.redis.start();
    await page.locator('.stale').waitFor({ state: 'detached', timeout: 30_000 });
  });
});
