import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DashboardWorld } from '../support/dashboard-world.ts';

/** What the browser of an operator asks for, on pages that others wrote: nothing of another host. */
jest.setTimeout(120_000);

const httpCredentials = { username: 'admin', password: 'of the board' };

let dashboard: DashboardWorld;
beforeAll(async () => {
  dashboard = await DashboardWorld.create(['prod'], {
    config: { bullBoard: { password: httpCredentials.password } },
  });
});
afterAll(() => dashboard.close());

describe('no request leaves this machine', () => {
  it.each([
    ['Bull Board', '/admin/queues/', 'coordinator'],
    ['the documentation of the API', '/api/docs', 'Holdfast'],
    ['the documentation, with diagrams', '/docs/architecture', 'Procedures are data'],
  ])('from %s', async (_, path, text) => {
    const context = await dashboard.browser.newContext({ httpCredentials });
    const asked: string[] = [];
    const refused: string[] = [];
    await context.route('**', (route) => {
      asked.push(new URL(route.request().url()).hostname);
      return route.continue();
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
    });
    page.on('pageerror', (error) => refused.push(error.message));
    await page.goto(dashboard.world.address + path, { waitUntil: 'networkidle' });
    await page.getByText(text).first().waitFor();
    expect([...new Set(asked)]).toEqual([new URL(dashboard.world.address).hostname]);
    // The fonts are asked of a foreign host by the page itself, and not let out.
    expect(refused.filter((each) => !/font|stylesheet/i.test(each))).toEqual([]);
    await context.close();
  });
});

describe('the documentation', () => {
  it('finds a runbook, draws diagrams and follows the dark mode without another host', async () => {
    const page = await dashboard.browser.newPage();
    await page.route('**', (route) =>
      new URL(route.request().url()).origin === dashboard.world.address ? route.continue() : route.abort(),
    );
    await page.goto(`${dashboard.world.address}/docs/architecture`);
    await page.locator('.diagram svg').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').fill('pause budget used up');
    await page.getByRole('link', { name: 'pause-budget-used-up' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'pause-budget-used-up' }).waitFor();
    await page.getByRole('switch').first().click();
    expect(await page.locator('html').getAttribute('class')).toContain('dark');
    await page.close();
  });
});
