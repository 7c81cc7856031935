import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { Operator } from '../support/operator.ts';
import { aPreview, aSchedule } from '../support/staged-views.ts';

/** What is done to sets, restores, schedules and retention from the dashboard. */
jest.setTimeout(90_000);

let dashboard: DashboardWorld;
const operator = new Operator();
beforeAll(async () => {
  dashboard = await DashboardWorld.create(['a', 'hand', 'sets'], {
    restore: (cluster, controlUrl) =>
      cluster === 'hand' ? { control: 'manual' } : operator.commands(cluster, controlUrl),
  });
});
afterEach(async () => {
  expect(await dashboard.leave()).toEqual([]);
});
afterAll(async () => {
  await dashboard.close();
  operator.close();
});

const clusterApi = (name: string) => new ClusterApi(dashboard.world.api, name);

describe('a set', () => {
  it('is verified, kept, released and deleted; the last one only by force', async () => {
    const sets = clusterApi('sets');
    const { backupId } = await sets.backUp();
    await sets.untilBackup(backupId, ({ set }) => set !== null);
    const { page } = await dashboard.view('/clusters/sets');
    await page.getByRole('button', { name: `Verify set ${backupId}` }).click();
    await page.getByRole('cell', { name: /^verified/ }).waitFor();
    expect((await sets.backup(backupId)).set?.verification?.ok).toBe(true);
    await page.getByRole('button', { name: `Keep set ${backupId}` }).click();
    await page.getByRole('button', { name: `Release set ${backupId}` }).waitFor();
    expect((await sets.backup(backupId)).set?.kept).toBe(true);
    await page.getByRole('button', { name: `Release set ${backupId}` }).click();
    await page.getByRole('button', { name: `Keep set ${backupId}` }).waitFor();
    await page.getByRole('button', { name: `Delete set ${backupId}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete the set' }).click();
    await dialog.getByText('It is the last complete set').waitFor();
    expect(await dialog.getByRole('button', { name: 'Delete the set' }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Delete it all the same' }).click();
    await page.getByRole('heading', { level: 1, name: /^Deletion \d+$/ }).waitFor();
    await page.getByText('completed', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'sets' }).click();
    await page.getByText('nothing of it is there').waitFor();
  });

  it('of many is found page by page, and by its state', async () => {
    await dashboard.world.act('sets', { action: 'placeSets', count: 60, firstId: 1_000, step: 1 });
    // What was read of the components may be two seconds old.
    await until(
      () => clusterApi('sets').list(),
      ({ next }) => next !== null,
    );
    const { page } = await dashboard.view('/clusters/sets');
    const rows = page.getByRole('table', { name: 'Backup sets of sets' }).getByRole('row');
    await page.getByText(/^25 sets loaded; there are older ones$/).waitFor({ timeout: 20_000 });
    expect(await rows.count()).toBe(26);
    await page.getByRole('button', { name: 'Load older ones' }).click();
    await page.getByText(/^50 sets loaded/).waitFor();
    await page.getByRole('button', { name: 'Load older ones' }).click();
    await page.getByText(/^6\d sets$/).waitFor();
    await page.getByRole('combobox', { name: 'State' }).selectOption('foreign');
    await page.getByText(/^60 of 6\d sets$/).waitFor();
    await page.getByRole('combobox', { name: 'State' }).selectOption('running');
    await page.getByText('None that was loaded is running').waitFor();
  });
});

describe('a restore', () => {
  it('is planned from a set, read, confirmed by the name of the cluster, and seen to complete', async () => {
    const a = clusterApi('a');
    const { backupId } = await a.backUp();
    await a.untilBackup(backupId, ({ set }) => set !== null);
    const viewing = await dashboard.view('/clusters/a');
    const { page } = viewing;
    await page.getByRole('button', { name: `Plan restore of set ${backupId}` }).click();
    await page.getByRole('heading', { level: 1, name: /^Restore \d+$/ }).waitFor();
    await page.getByRole('heading', { name: /^What will be deleted: \d+ indices$/ }).waitFor();
    await page.getByRole('button', { name: 'Run this restore …' }).click();
    const dialog = page.getByRole('dialog');
    const run = dialog.getByRole('button', { name: 'Run the restore' });
    expect(await run.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('b');
    expect(await run.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('a');
    await run.click();
    await page.getByRole('row', { name: /check-restored done/ }).waitFor({ timeout: 60_000 });
    await page.getByText('completed', { exact: true }).first().waitFor();
    expect(await viewing.stayed()).toBe(true);
  });

  it('that asks a person shows what to do, and goes on when it was confirmed', async () => {
    const hand = clusterApi('hand');
    const { backupId } = await hand.backUp();
    const restoreId = await hand.begun(backupId);
    const { page } = await dashboard.view(`/clusters/hand/restores/${restoreId}`);
    const waiting = page.getByRole('region', { name: 'Waiting for you' });
    await waiting.getByText(/^Stop/).waitFor();
    await dashboard.world.act('hand', { action: 'stopCamunda', durationMs: 0 });
    await waiting.getByLabel('Note for the journal (optional)').fill('by runbook 7');
    await waiting.getByRole('button', { name: 'It is done' }).click();
    await page.getByRole('row', { name: /delete-indices done/ }).waitFor();
    await page
      .getByRole('list', { name: 'Journal' })
      .getByText(/runbook 7/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'It cannot be done; stop here' }).click();
    await page.getByRole('region', { name: 'Why it failed' }).waitFor();
  });
});

describe('a schedule', () => {
  it('is paused with a note, and resumed', async () => {
    const { front } = dashboard;
    front.schedules.set('a', [aSchedule('a')]);
    const { page } = await dashboard.view('/clusters/a/schedules');
    await page.getByText('Recent times as a table').waitFor();
    const strip = page.getByRole('list', { name: 'Recent times of nightly, oldest first' });
    expect(await strip.getByRole('listitem').count()).toBe(7);
    expect(await strip.getByRole('listitem').first().textContent()).toMatch(
      /^\d{4}-.*: not started, another run/,
    );
    await page.getByRole('button', { name: 'Pause schedule nightly' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('moving house');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause the schedule' }).click();
    await page.getByText('moving house').waitFor();
    expect(front.changes).toContain(
      'POST /api/v1/clusters/a/schedules/nightly/pause {"note":"moving house"}',
    );
    await page.getByRole('button', { name: 'Resume schedule nightly' }).click();
    await page.getByRole('button', { name: 'Pause schedule nightly' }).waitFor();
  });
});

describe('retention', () => {
  it('is applied only with the hash of what was read', async () => {
    const { front } = dashboard;
    const preview = aPreview('a');
    front.retention.set('a', preview);
    const { page } = await dashboard.view('/clusters/a/retention');
    await page.getByRole('button', { name: 'Delete 1 set …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1764000100').waitFor();
    await dialog.getByRole('button', { name: 'Apply retention' }).click();
    await page.getByText(/Being applied/).waitFor();
    expect(front.changes).toContain(`POST /api/v1/clusters/a/retention/apply {"hash":"${preview.hash}"}`);
  });
});
