import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { careForAlert } from '../support/alert-care.ts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { Operator } from '../support/operator.ts';
import { SchedulesApi } from '../support/schedules-api.ts';

/** What is done to sets, restores, schedules and retention from the dashboard. */
jest.setTimeout(90_000);

/** What the configuration has for a cluster besides its addresses. */
const MORE: Record<string, Record<string, unknown>> = {
  timed: {
    schedules: [
      // The 29th of February: only by hand.
      { name: 'nightly', cron: '30 2 29 2 *', timezone: 'Europe/Berlin', labels: { why: 'night' } },
    ],
    retention: { keepLast: 5, minComplete: 1 },
  },
  ticking: { schedules: [{ name: 'often', cron: '*/2 * * * * *' }] },
  retained: { retention: { keepLast: 1, minComplete: 1 } },
  alerted: {},
};

let dashboard: DashboardWorld;
const operator = new Operator();
beforeAll(async () => {
  dashboard = await DashboardWorld.create(['a', 'hand', 'sets', ...Object.keys(MORE)], {
    more: (cluster) => MORE[cluster] ?? {},
    restore: (cluster, controlUrl) =>
      cluster === 'hand' ? { control: 'manual' } : operator.commands(cluster, controlUrl),
  });
  await new SchedulesApi(dashboard.world.api, 'ticking').pause('often');
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
    await dialog.getByRole('button', { name: 'Delete it anyway' }).click();
    await page.getByRole('heading', { level: 1, name: /^Deletion \d+$/ }).waitFor();
    await page.getByText('completed', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'sets' }).click();
    await page.getByRole('combobox', { name: 'State' }).selectOption('deleted');
    const row = page.getByRole('row').filter({ hasText: String(backupId) });
    await row.getByText('deleted', { exact: true }).waitFor();
    expect(await row.getByText('completed', { exact: true }).count()).toBe(0);
    await row.getByText(/ by /).waitFor();
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
    // Of all sets there are, and not of those that were loaded.
    await page.getByText(/^25 sets loaded; there are older ones$|^50 sets loaded|^60 sets$/).waitFor();
    expect(new URL(page.url()).search).toBe('?state=foreign');
    await page.getByRole('combobox', { name: 'State' }).selectOption('running');
    await page.getByText('No set is running').waitFor();
    const { page: linked } = await dashboard.view('/clusters/sets?state=deleted');
    await linked.getByText(/^\d sets?$/).waitFor();
    expect(await linked.getByRole('combobox', { name: 'State' }).inputValue()).toBe('deleted');
    expect(await linked.getByText('deleted', { exact: true }).count()).toBeGreaterThan(0);
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
    await page
      .getByText('not known: no restore of this cluster has completed yet', { exact: false })
      .waitFor();
    const ticket = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the plan as text' }).click();
    expect((await ticket).suggestedFilename()).toMatch(/^restore-a-\d+\.txt$/);
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

  it('that asks a person shows what to do, and continues when it was confirmed', async () => {
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
  it('is triggered, paused with a note, and resumed; what became of its times is seen', async () => {
    const { page } = await dashboard.view('/clusters/timed/schedules');
    const card = page.getByRole('article', { name: 'Schedule nightly' });
    await card.getByText('why: night').waitFor();
    await card.getByText('Its time has not come yet.').waitFor();
    await card.getByRole('button', { name: 'Trigger now: schedule nightly' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Trigger it now' }).click();
    await page.getByRole('heading', { level: 1, name: /^Backup \d+$/ }).waitFor();
    await page.getByText(/^schedule nightly, triggered by anonymous/).waitFor();
    await page.getByText('completed', { exact: true }).first().waitFor();
    await page.goto(`${dashboard.world.address}/clusters/timed/schedules`);
    const strip = card.getByRole('list', { name: 'Recent times of nightly, oldest first' });
    await strip.getByText(/: completed$/).waitFor();
    await page.getByText('Recent times as a table').click();
    await card.getByRole('row', { name: /by hand completed \d+/ }).waitFor();
    await card.getByRole('button', { name: 'Pause schedule nightly' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('moving house');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause the schedule' }).click();
    await card.getByText('moving house').waitFor();
    const schedules = new SchedulesApi(dashboard.world.api, 'timed');
    expect((await schedules.find('nightly')).paused).toMatchObject({ note: 'moving house' });
    // It is an alert as well.
    const alerts = page.getByRole('list', { name: 'Alerts of timed' });
    await alerts.getByText('Schedule nightly is paused: moving house').waitFor();
    await card.getByRole('button', { name: 'Resume schedule nightly' }).click();
    await card.getByRole('button', { name: 'Pause schedule nightly' }).waitFor();
    expect((await schedules.find('nightly')).paused).toBeNull();
  });

  it('that fires by itself is seen to, live', async () => {
    const viewing = await dashboard.view('/clusters/ticking/schedules');
    const { page } = viewing;
    const card = page.getByRole('article', { name: 'Schedule often' });
    await card.getByRole('button', { name: 'Resume schedule often' }).click();
    const completed = card.getByRole('list', { name: /^Recent times/ }).getByText(/: completed$/);
    await completed.first().waitFor();
    await card.getByRole('button', { name: 'Pause schedule often' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause the schedule' }).click();
    await card.getByText('not while it is paused').waitFor();
    expect(await viewing.stayed()).toBe(true);
  });
});

describe('retention', () => {
  const retention = () => new SchedulesApi(dashboard.world.api, 'retained');

  it('is applied only as it was read, and seen to its end', async () => {
    const retained = clusterApi('retained');
    const first = (await retained.backUp()).backupId;
    const second = (await retained.backUp()).backupId;
    const viewing = await dashboard.view('/clusters/retained/retention');
    const { page } = viewing;
    await page.getByRole('row', { name: new RegExp(`${first} goes complete .* no rule keeps it`) }).waitFor();
    await page.getByRole('row', { name: new RegExp(`${second} stays complete .* keep-last`) }).waitFor();
    await page.getByRole('button', { name: 'Delete 1 set …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(String(first)).waitFor();
    // Meanwhile another set is taken, and the second one would go as well.
    const third = (await retained.backUp()).backupId;
    await until(
      () => retention().preview(),
      ({ decisions }) => decisions.filter(({ verdict }) => verdict === 'delete').length === 2,
    );
    await dialog.getByRole('button', { name: 'Apply retention' }).click();
    await dialog.getByText('The preview is not the current one').waitFor();
    await dialog.getByRole('button', { name: 'Go back' }).click();
    await page.getByRole('button', { name: 'Delete 2 sets …' }).click();
    await dialog.getByText(String(second)).waitFor();
    await dialog.getByRole('button', { name: 'Apply retention' }).click();
    await page.getByText(/^Applied last .*: 2 of 2 sets deleted\.$/).waitFor();
    await page.getByRole('button', { name: 'Nothing to delete' }).waitFor();
    expect(
      (await retained.list()).items.filter(({ set }) => set !== null).map(({ backupId }) => backupId),
    ).toEqual([third]);
    expect((await retention().lastRetention())?.sets.map(({ state }) => state)).toEqual([
      'deleted',
      'deleted',
    ]);
    expect(await viewing.stayed()).toBe(true);
  });
});

describe('alerts', () => {
  it('come and go with their cause, while the page is open', async () => {
    const { world } = dashboard;
    const viewing = await dashboard.view('/');
    const alerts = viewing.page.getByRole('list', { name: 'Alerts of alerted' });
    await viewing.page.getByRole('group', { name: 'Show clusters as' }).getByText('cards').click();
    await viewing.page.getByRole('article', { name: 'Cluster alerted' }).waitFor();
    expect(await alerts.getByText(/^Backup \d+ failed/).count()).toBe(0);
    await world.fault('alerted', { kind: 'zeebePartitionFails', partitionId: 1, reason: 'disk is full' });
    const { backupId } = (await world.api.start('alerted')).body;
    await alerts.getByText(new RegExp(`^Backup ${backupId} failed: .*disk is full`)).waitFor();
    await alerts.getByText('Fix the cause, then take a new backup.').waitFor();
    await careForAlert(viewing.page, world.api);
    await world.clearFaults('alerted');
    await clusterApi('alerted').backUp();
    await alerts.waitFor({ state: 'detached' });
    expect(await viewing.stayed()).toBe(true);
  });
});
