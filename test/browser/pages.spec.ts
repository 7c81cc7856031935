import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DashboardWorld } from '../support/dashboard-world.ts';
import { PAGES_OF_ADMINS, PagesScene, TOKENS, type ScenePage } from '../support/pages-scene.ts';

/** Every page for every user: with a screen reader, in the dark, on a telephone. */
jest.setTimeout(120_000);

let dashboard: DashboardWorld;
let pages: readonly ScenePage[];
beforeAll(async () => {
  ({ dashboard, pages } = await PagesScene.set());
});
afterEach(async () => {
  expect(await dashboard.leave()).toEqual([]);
});
afterAll(() => dashboard.close());

describe.each(['light', 'dark'] as const)('axe finds nothing to complain about, in %s', (colorScheme) => {
  it('on any page', async () => {
    const viewing = await dashboard.view('/', { colorScheme, token: TOKENS.admin.token });
    const found: Record<string, string[]> = {};
    for (const [name, path, text] of [...pages, ...PAGES_OF_ADMINS]) {
      await viewing.open(path);
      await viewing.page.getByText(text).first().waitFor();
      for (const fold of await viewing.page.locator('summary').all()) await fold.click();
      const violations = await viewing.violations();
      if (violations.length > 0) found[name] = violations;
    }
    expect(found).toEqual({});
  });

  it('in dialogs and at the login', async () => {
    const viewing = await dashboard.view('/clusters/prod', { colorScheme, token: TOKENS.admin.token });
    const { page } = viewing;
    await page
      .getByRole('button', { name: /^Delete set/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await viewing.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await viewing.violations()).toEqual([]);
  });
});

describe('a screen of 360 pixels', () => {
  const narrow = { viewport: { width: 360, height: 740 } };

  it('shows every page without scrolling to the side', async () => {
    const viewing = await dashboard.view('/', { ...narrow, token: TOKENS.admin.token });
    const overflow: Record<string, unknown> = {};
    for (const [name, path, text] of [...pages, ...PAGES_OF_ADMINS]) {
      await viewing.open(path);
      await viewing.page.getByText(text).first().waitFor();
      for (const fold of await viewing.page.locator('summary').all()) await fold.click();
      const wider = await viewing.overflow();
      if (wider !== 0) overflow[name] = wider;
    }
    expect(overflow).toEqual({});
  });

  it('shows dialogs as well', async () => {
    const viewing = await dashboard.view('/clusters/prod', { ...narrow, token: TOKENS.admin.token });
    await viewing.page
      .getByRole('button', { name: /^Delete set/ })
      .first()
      .click();
    const box = await viewing.page.getByRole('dialog').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  });
});

describe('times', () => {
  it('are local, name their zone, and give RFC 3339 to machines', async () => {
    const { page } = await dashboard.view('/', { timezoneId: 'Asia/Tokyo', token: TOKENS.viewer.token });
    const time = page.getByRole('article', { name: 'Cluster prod' }).locator('.time').first();
    await time.waitFor();
    const at = (await time.getAttribute('datetime')) ?? '';
    const local = new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' });
    expect(await time.textContent()).toBe(`${local} GMT+9`);
    expect(await time.getAttribute('title')).toBe(at);
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('go by the clock of the server, and a computer whose clock is wrong is reported', async () => {
    const { page } = await dashboard.view('/', { token: TOKENS.viewer.token });
    await page.getByRole('article', { name: 'Cluster prod' }).waitFor();
    await page.clock.setSystemTime(Date.now() - 3 * 3_600_000);
    await page.reload();
    await page
      .getByText(/The clock of this computer is 2 h 59 min|The clock of this computer is 3 h/)
      .waitFor();
    const age = page.getByRole('article', { name: 'Cluster prod' }).locator('.age').first();
    await expect(age.textContent()).resolves.toMatch(/^\d+ (s|min) old$/);
  });
});

describe('the clock', () => {
  it('is UTC on every page once a person chose it, also in sentences of the server, and stays so', async () => {
    const viewing = await dashboard.view('/', { timezoneId: 'Asia/Tokyo', token: TOKENS.admin.token });
    const { page } = viewing;
    const clocks = page.getByRole('group', { name: 'Times in' });
    await clocks.getByRole('button', { name: 'UTC' }).click();
    const times = page.locator('main .time');
    for (const [, path, text] of pages) {
      await viewing.open(path);
      await page.getByText(text).first().waitFor();
      const shown = await page.getByRole('main').innerText();
      expect(shown).not.toMatch(/GMT\+9/);
      // What a machine would write stands nowhere.
      expect(shown).not.toMatch(/\dT\d\d:\d\d:\d\d/);
      for (const time of (await times.all()).slice(0, 5)) {
        const at = new Date((await time.getAttribute('datetime')) ?? '');
        const utc = at.toISOString().slice(0, 19).replace('T', ' ');
        expect(`${utc} UTC`).toContain((await time.textContent()) ?? 'nothing');
      }
    }
    await clocks.getByRole('button', { name: 'local' }).click();
    await viewing.open('/');
    await page.getByText('GMT+9').first().waitFor();
  });
});

describe('the overview', () => {
  it('has what waits for a person first, and says in title and icon that something needs one', async () => {
    const { page } = await dashboard.view('/', { token: TOKENS.admin.token });
    await page.getByRole('article', { name: 'Cluster prod' }).getByText('Waiting for you').waitFor();
    const order = await page
      .getByRole('article')
      .evaluateAll((cards) => cards.map(({ ariaLabel }) => ariaLabel));
    expect(order).toEqual(['Cluster prod', 'Cluster staging']);
    expect(await page.title()).toMatch(/^\([1-9]\d*\) Clusters · Holdfast$/);
    expect(await page.locator('link[rel="icon"]').getAttribute('href')).toMatch(/icon-alert/);
    await page.getByRole('link', { name: /^Open Restore \d+ to confirm it$/ }).click();
    await page.getByRole('region', { name: 'Waiting for you' }).waitFor();
  });

  it('has its search, its filters and its order in the address, and the chosen view in the browser', async () => {
    const viewing = await dashboard.view('/', { token: TOKENS.admin.token });
    const { page } = viewing;
    const cards = page.getByRole('article');
    await cards.first().waitFor();
    await page.getByRole('link', { name: /1 waiting for you/ }).click();
    await page.getByText('1 of 2 clusters').waitFor();
    expect(new URL(page.url()).search).toBe('?state=waiting');
    expect(await cards.count()).toBe(1);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('searchbox', { name: 'Find clusters' }).fill('stag');
    await page.getByText('1 of 2 clusters').waitFor();
    expect(new URL(page.url()).search).toBe('?q=stag');
    await page.getByRole('button', { name: 'table' }).click();
    await page.reload();
    const rows = page.getByRole('table', { name: /^Clusters/ }).getByRole('row');
    await rows.filter({ hasText: 'staging' }).waitFor();
    expect(await rows.count()).toBe(2);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: /^Cluster/ }).click();
    const byName = page.getByRole('columnheader', { name: /^Cluster/ });
    expect(await byName.getAttribute('aria-sort')).toBe('ascending');
    expect(new URL(page.url()).search).toBe('?sort=name');
    await page.getByRole('status').getByText('Clusters are in this order: name').waitFor();
  });
});

describe('keys', () => {
  it('offer to a viewer nothing that a viewer may not do', async () => {
    const { page } = await dashboard.view('/', { token: TOKENS.viewer.token });
    await page.getByRole('article').first().waitFor();
    await page.keyboard.press('Control+k');
    const options = page.getByRole('dialog', { name: 'Go to' }).getByRole('option');
    await options.filter({ hasText: 'staging' }).waitFor();
    expect(await options.filter({ hasText: 'Back up' }).count()).toBe(0);
  });
});

describe('access', () => {
  it.each([
    ['viewer', [], 'You are viewer'],
    [
      'operator',
      ['Verify', 'Release', 'Plan restore of', 'Back up', 'Trigger', 'Pause', 'Resume'],
      'You are operator',
    ],
    [
      'admin',
      [
        'Verify',
        'Delete',
        'Plan restore of',
        'Back up',
        'Run this restore',
        'Cancel',
        'It is done',
        'Delete 1 set …',
      ],
      null,
    ],
  ] as const)('as %s one sees what one may do, and why not the rest', async (role, expected, note) => {
    const viewing = await dashboard.view('/', { token: TOKENS[role].token });
    const { page } = viewing;
    const seen: string[] = [];
    let notes = '';
    for (const [, path, text] of pages) {
      await viewing.open(path);
      await page.getByText(text).first().waitFor();
      for (const button of await page.getByRole('main').getByRole('button').all())
        seen.push((await button.getAttribute('aria-label')) ?? (await button.textContent()) ?? '');
      notes += (await page.getByRole('main').textContent()) ?? '';
    }
    const harmless = /^(Try again|Load older ones|Download the plan |Show |(cards|table)$)/;
    const actions = [...new Set(seen.filter((name) => !harmless.test(name)))];
    if (role === 'viewer') expect(actions).toEqual([]);
    expect(expected.filter((name) => !actions.some((action) => action.startsWith(name)))).toEqual([]);
    if (role === 'operator')
      expect(
        actions.filter((action) => /^(Delete|Run this restore|It is done|Apply|Cancel restore)/.test(action)),
      ).toEqual([]);
    if (note === null) expect(notes).not.toMatch(/You are/);
    else expect(notes).toContain(note);
  });
});
