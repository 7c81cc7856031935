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
