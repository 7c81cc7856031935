import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { backUpNow } from '../support/viewing.ts';
import { CLIENT, OpenIdServer } from '../support/openid-provider.ts';
import { freePort } from '../support/ports.ts';
import { aToken } from '../support/tokens.ts';

/** Logging in and out in a real browser: by token, and by a real OpenID provider. */
jest.setTimeout(90_000);

const ada = aToken('ada', 'operator');
const later = aToken('later', 'viewer');

let dashboard: DashboardWorld;
let provider: OpenIdServer;
beforeAll(async () => {
  provider = await OpenIdServer.create();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const oidc = {
    ...{ issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, publicUrl },
    label: 'the company',
    grants: [{ claim: 'groups', value: 'keepers', role: 'admin', clusters: ['prod'] }],
  };
  dashboard = await DashboardWorld.create(['prod', 'other'], {
    config: { http: { port }, access: { tokens: [ada.entry], oidc } },
  });
  await provider.serve(publicUrl);
}, 60_000);
afterEach(async () => {
  expect(await dashboard.leave()).toEqual([]);
});
afterAll(async () => {
  await dashboard.close();
  await provider.stop();
});

/** Restarts Holdfast with these tokens and no others. */
async function restartWith(...entries: Record<string, unknown>[]): Promise<void> {
  const { holdfast } = dashboard.world;
  await holdfast.stop('standalone');
  const config = parse(readFileSync(holdfast.configPath, 'utf8')) as { access: { tokens: unknown } };
  config.access.tokens = entries;
  writeFileSync(holdfast.configPath, stringify(config));
  await holdfast.start('standalone');
}

describe('a token', () => {
  it('logs in to where one wanted to go, name and role are shown, and logging out ends it everywhere', async () => {
    const viewing = await dashboard.view('/clusters/prod');
    const { page } = viewing;
    await page.getByLabel('Token').waitFor();
    // One can type at once.
    await page.keyboard.type('wrong');
    expect(await page.getByLabel('Token').inputValue()).toBe('wrong');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('alert').getByText('The token is not known').waitFor();
    await page.getByLabel('Token').fill(ada.token);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'prod' }).waitFor();
    expect(await page.locator('.account').textContent()).toMatch(/ada operator/);
    const second = await viewing.another('/');
    await second.getByRole('article', { name: 'Cluster prod' }).waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Token').waitFor();
    // The page that logged out needs no reason; the other page shows it.
    expect(await page.getByText('Your session').count()).toBe(0);
    await second.getByText('Your session has ended. Log in again to continue where you were.').waitFor();
    expect(await viewing.stayed()).toBe(true);
  });
});

describe('the OpenID provider', () => {
  const keeper = { sub: '17', preferred_username: 'erika', groups: ['keepers'] };

  it('logs in by its button, and leads to where one wanted to go', async () => {
    provider.account = keeper;
    const { page } = await dashboard.view('/clusters/prod/runs');
    await page.getByRole('link', { name: 'Log in with the company' }).click();
    await page.getByRole('heading', { level: 1, name: 'prod' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/clusters/prod/runs');
    expect(await page.locator('.account').textContent()).toMatch(/erika admin/);
    // With the clusters that were granted, and no other.
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Clusters' }).click();
    await page.getByRole('article', { name: 'Cluster prod' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    await backUpNow(page, 'prod');
    await page.getByText('completed', { exact: true }).first().waitFor();
    await page.locator('.fact', { hasText: 'Asked for by' }).getByText('erika').waitFor();
  });

  it('tells an account that nothing is granted to who it is, with a way to try again', async () => {
    provider.account = { sub: '5', preferred_username: 'max', groups: [] };
    const { page } = await dashboard.view('/');
    await page.getByRole('link', { name: 'Log in with the company' }).click();
    await page.getByText('You are logged in as max').waitFor();
    provider.account = keeper;
    await page.getByRole('link', { name: 'Log in again' }).waitFor();
  });
});

describe('a session that ends while the page is open', () => {
  it('leads to the login, which shows why; the new session continues there', async () => {
    const path = '/clusters/prod/schedules';
    await restartWith(ada.entry);
    const viewing = await dashboard.view(path, { token: ada.token });
    const { page } = viewing;
    await page.getByText('Nothing is scheduled').waitFor();
    // The operator takes the token out of the configuration.
    await restartWith(later.entry);
    await page.getByText('Your session has ended. Log in again to continue where you were.').waitFor();
    await page.getByLabel('Token').fill(later.token);
    await page.keyboard.press('Enter');
    await page.locator('.account').getByText('later').waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await viewing.stayed()).toBe(true);
  });

  it('because its time is over shows so without any input', async () => {
    const brief = aToken('brief', 'viewer', { expires: new Date(Date.now() + 30_000).toISOString() });
    await restartWith(brief.entry);
    const { page } = await dashboard.view('/', { token: brief.token });
    await page.getByRole('article', { name: 'Cluster prod' }).waitFor();
    await page.getByText('Your session has expired. Log in again').waitFor({ timeout: 90_000 });
  });
});
