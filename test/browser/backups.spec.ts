import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BackupList } from '#contracts';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { backUpNow } from '../support/viewing.ts';

/** Backups from the dashboard, in a real browser, against simulated clusters. */
jest.setTimeout(60_000);

let dashboard: DashboardWorld;
beforeAll(async () => {
  dashboard = await DashboardWorld.create(['prod', 'broken', 'slow', 'keys']);
});
afterEach(async () => {
  expect(await dashboard.leave()).toEqual([]);
});
afterAll(() => dashboard.close());

describe('a backup', () => {
  it('is started from the overview and seen to complete, live and without reloading', async () => {
    const viewing = await dashboard.view('/');
    const { page } = viewing;
    const card = page.getByRole('article', { name: 'Cluster prod' });
    await card.getByText('none', { exact: true }).waitFor();
    await backUpNow(page, 'prod');
    await page.getByRole('heading', { level: 1, name: /^Backup \d+$/ }).waitFor();
    await page.getByRole('row', { name: /backup-zeebe done/ }).waitFor();
    await page.getByText('completed', { exact: true }).first().waitFor();
    await page.getByRole('heading', { name: 'The set' }).waitFor();
    expect(await page.title()).toMatch(/^Backup \d+: completed · prod/);
    // A screen reader announces it.
    await page
      .getByRole('status')
      .getByText(/^Backup \d+ of prod: completed$/)
      .waitFor();
    expect(await page.getByText(/^exporting paused [\d.]+ m?s of 60 s$/).count()).toBe(1);
    expect(await viewing.stayed()).toBe(true);
    const { body } = await dashboard.world.api.call<BackupList>('/api/v1/clusters/prod/backups');
    const [backup] = body.items;
    expect(backup?.run?.outcome).toBe('completed');
    expect(page.url()).toContain(`/clusters/prod/backups/${backup?.backupId}`);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Clusters' }).click();
    await page
      .getByRole('article', { name: 'Cluster prod' })
      .getByText(/^\d+ s old$/)
      .waitFor();
    expect(await viewing.stayed()).toBe(true);
  });

  it('that fails shows why, at which step, and the answer of the component', async () => {
    await dashboard.world.fault('broken', {
      kind: 'zeebePartitionFails',
      partitionId: 1,
      reason: 'disk is full',
    });
    const { page } = await dashboard.view('/clusters/broken');
    await backUpNow(page, 'broken');
    const trouble = page.getByRole('region', { name: 'Why it failed' });
    await trouble.waitFor();
    expect(await trouble.textContent()).toMatch(/backup-zeebe: .*backup-failed · zeebe/s);
    expect(await trouble.textContent()).toContain('disk is full');
    await page.getByRole('row', { name: /backup-zeebe failed .*see “Why it failed”/ }).waitFor();
    await trouble.getByRole('button', { name: 'Back up again: broken' }).waitFor();
    const bundle = page.waitForEvent('download');
    await trouble.getByRole('link', { name: 'Download a support bundle' }).click();
    expect((await bundle).suggestedFilename()).toMatch(/\.tar\.gz$/);
    // Exporting was resumed anyway, and the page shows it.
    await page.getByRole('row', { name: /resume-exporting done/ }).waitFor();
    expect(await page.getByText(/^paused for /).textContent()).toMatch(/of 60 s allowed/);
  });

  it('that is rejected names the cause once, with its remedy and the checks that it failed', async () => {
    await dashboard.world.clearFaults('broken');
    await dashboard.world.fault('broken', { kind: 'refuse', component: 'tasklist' });
    const { page } = await dashboard.view('/clusters/broken');
    await backUpNow(page, 'broken');
    const why = page.getByRole('region', { name: 'Why it was rejected' });
    // One cause failed two checks, and is named once, with its remedy.
    await why.getByText('Which checks').click();
    await why.getByText(/\btasklist-backups\b/).waitFor();
    const remedies = (await why.locator('.remedy').allTextContents()).filter((remedy) => remedy !== '');
    expect(remedies).toHaveLength(1);
    await why.getByRole('link', { name: 'Runbook' }).waitFor();
    await dashboard.world.clearFaults('broken');
  });

  it('is cancelled only after a user read what that does, and confirmed it', async () => {
    await dashboard.world.patch('slow', { operate: { partDurationMs: 2_000 } });
    const { page } = await dashboard.view('/clusters/slow');
    await backUpNow(page, 'slow');
    await page.getByRole('row', { name: /backup-operate running/ }).waitFor();
    const cancel = page.getByRole('button', { name: 'Cancel backup' });
    await cancel.click();
    const dialog = page.getByRole('dialog', { name: /^Cancel backup \d+ of slow\?$/ });
    expect(await dialog.textContent()).toMatch(/exporting is paused it is resumed/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // It gives the focus back to where it was, and nothing has happened.
    await page.locator('button:focus', { hasText: 'Cancel backup' }).waitFor();
    await cancel.click();
    await dialog.getByRole('button', { name: 'Cancel backup' }).click();
    await page.getByText('cancelled', { exact: true }).first().waitFor();
    // Its step is cancelled before the run has ended.
    await page.getByRole('button', { name: /Cancel/ }).waitFor({ state: 'detached' });
    // No step is shown as failed: a person ended the run.
    const steps = page.getByRole('table', { name: /^Steps of Backup/ });
    await steps.getByText('cancelled', { exact: true }).first().waitFor();
    expect(await steps.getByText('failed', { exact: true }).count()).toBe(0);
    await page.getByRole('list', { name: 'Journal' }).getByText('cancel-requested').waitFor();
  });
});

describe('by the keyboard alone', () => {
  it('one gets to pages, clusters, the search and a list of the keys; what one types in a field is text', async () => {
    const viewing = await dashboard.view('/');
    const { page } = viewing;
    await page.getByRole('article').first().waitFor();
    const pageLinks = page.getByRole('navigation', { name: 'Pages' });
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
    expect(await pageLinks.locator('[aria-current="page"]').textContent()).toMatch(/^Alerts/);
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('article').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('g?');
    expect(await page.getByRole('searchbox', { name: 'Find clusters' }).inputValue()).toBe('g?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('search').waitFor();
    expect(await viewing.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to' });
    await palette.getByRole('combobox').fill('brok');
    expect(await viewing.violations()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'broken' }).waitFor();
    expect(await viewing.stayed()).toBe(true);
  });

  it('one gets to a cluster, starts a backup, opens and leaves the dialog', async () => {
    await dashboard.world.patch('keys', { operate: { partDurationMs: 1_000 } });
    const { page } = await dashboard.view('/');
    await page.getByRole('article', { name: 'Cluster keys' }).waitFor();
    const focused = () =>
      page.evaluate(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
      );
    const tabTo = async (name: string | RegExp): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const now = String(await focused());
        if (typeof name === 'string' ? now === name : name.test(now)) return;
      }
      throw new Error(`Tab does not lead to ${String(name)}`);
    };
    await tabTo('Skip to content');
    await tabTo('Back up now: keys');
    // Where the focus is can be seen.
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    // It asks once, with what it does to the cluster.
    const question = page.getByRole('dialog', { name: 'Back up keys now?' });
    await question.getByText(/exporting pauses/).waitFor();
    await tabTo('Back up now');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Backup \d+$/ }).waitFor();
    // The new page begins at its heading.
    expect(await focused()).toMatch(/^Backup \d+$/);
    await tabTo('Cancel backup');
    await page.keyboard.press('Space');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // The focus stays inside, however often one presses Tab.
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          'document.activeElement === document.body || document.querySelector("dialog").contains(document.activeElement)',
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.locator('button:focus', { hasText: 'Cancel backup' }).waitFor();
  });
});
