import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { backUpNow } from '../support/viewing.ts';

/** The overview of more clusters than fit on a screen. */
jest.setTimeout(90_000);

const COUNT = 60;
const NAMES = Array.from({ length: COUNT }, (_, index) => `c${index}`);
const teamOf = (name: string): string => (NAMES.indexOf(name) % 2 === 0 ? 'even' : 'odd');

let dashboard: DashboardWorld;
beforeAll(async () => {
  dashboard = await DashboardWorld.create(NAMES, {
    shape: { zeebe: { brokers: 1, partitions: 1, replicationFactor: 1 } },
    more: (name) => ({ labels: { team: teamOf(name) } }),
  });
});
afterEach(async () => {
  expect(await dashboard.leave()).toEqual([]);
});
afterAll(() => dashboard.close());

const numberOf = async (row: Locator): Promise<number> => Number(await row.getAttribute('aria-rowindex'));

describe('many clusters', () => {
  it('are rows that are there when one scrolls to them, and a screen reader knows how many there are', async () => {
    const viewing = await dashboard.view('/?sort=name');
    const { page } = viewing;
    const table = page.getByRole('table', { name: /^Clusters/ });
    const rows = table.getByRole('row');
    await table.getByRole('link', { name: 'c0', exact: true }).waitFor();
    await page.locator('.fleet.placed').waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
    expect(await rows.count()).toBeLessThan(COUNT);
    expect(await table.getByRole('link', { name: 'c59', exact: true }).count()).toBe(0);
    await page.keyboard.press('End');
    const last = rows.filter({ has: page.getByRole('link', { name: 'c59', exact: true }) });
    await last.waitFor();
    expect(await numberOf(last)).toBe(COUNT + 1);
    expect(await viewing.violations()).toEqual([]);
    expect(await viewing.overflow()).toBe(0);
  });

  it('are reached one after the other by the keyboard, also those that were not drawn at first', async () => {
    const { page } = await dashboard.view('/?sort=name');
    await page.locator('.fleet.placed').waitFor();
    await page.getByRole('link', { name: 'c0', exact: true }).focus();
    const seen: string[] = [];
    for (let presses = 0; presses < 400 && !seen.includes('c40'); presses += 1) {
      await page.keyboard.press('Tab');
      const name = String(await page.evaluate('document.activeElement.textContent'));
      if (/^c\d+$/.test(name)) seen.push(name);
    }
    expect(seen).toEqual(NAMES.slice(1, 41));
  });

  it('are found by their labels; a backup that is started comes to the top, and the others stay', async () => {
    const viewing = await dashboard.view('/');
    const { page } = viewing;
    const names = page.getByRole('table', { name: /^Clusters/ }).locator('tbody .fleet-name a');
    await names.first().waitFor();
    await page.getByLabel('team').selectOption('odd');
    await page.getByText('30 of 60 clusters').waitFor();
    expect(new URL(page.url()).search).toBe('?label=team%3Dodd');
    await dashboard.world.patch('c59', { operate: { partDurationMs: 3_000 } });
    await page.getByRole('button', { name: 'Back up now: c59' }).scrollIntoViewIfNeeded();
    await backUpNow(page, 'c59');
    await page.getByRole('heading', { level: 1, name: /^Backup \d+$/ }).waitFor();
    await page.goBack();
    await page.getByText('30 of 60 clusters').waitFor();
    await page.getByRole('link', { name: /running$/ }).click();
    await page.getByText('1 of 60 clusters').waitFor();
    expect(await names.allTextContents()).toEqual(['c59']);
    expect(await viewing.stayed()).toBe(true);
  });

  it.each([
    { width: 360, height: 740 },
    { width: 1920, height: 1000 },
  ])('as cards overlap nowhere on a screen of %j', async (viewport) => {
    const viewing = await dashboard.view('/', { viewport });
    const { page } = viewing;
    await page.getByRole('button', { name: 'cards' }).click();
    await page.locator('.clusters.placed').waitFor();
    await page.mouse.wheel(0, 3_000);
    await page.getByRole('article').first().waitFor();
    const overlaps = await page.evaluate(`(() => {
        const boxes = [...document.querySelectorAll('article.cluster')].map((each) => each.getBoundingClientRect());
        return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
          a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
      })()`);
    expect(overlaps).toBe(0);
    expect(await viewing.overflow()).toBe(0);
  });
});
