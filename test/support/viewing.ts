import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from '#contracts';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const AXE = readFileSync(join('node_modules', 'axe-core', 'axe.min.js'), 'utf8');

export interface ViewingOptions extends BrowserContextOptions {
  /** Who looks is logged in with it before the page opens. */
  token?: string;
}

/** A viewer of the dashboard that records everything that goes wrong in the browser. */
export class Viewing {
  /** Errors of scripts, and refusals of the CSP. Failed requests are left out: a test may provoke them. */
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly base: string,
  ) {
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.errors.push(message.text());
    });
  }

  static async begin(
    browser: Browser,
    base: string,
    { token, ...options }: ViewingOptions = {},
  ): Promise<Viewing> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(20_000);
    if (token !== undefined) {
      const answer = await context.request.post(`${base}${addressOf('login', {})}`, { data: { token } });
      if (!answer.ok()) throw new Error(`no session: ${answer.status()} ${await answer.text()}`);
    }
    return new Viewing(await context.newPage(), context, base);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.base}${path}`);
    // A page that is loaded again loses this.
    await this.page.evaluate('window.stayed = true');
  }

  /** A second page of the same browser, with the same session. */
  async another(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`${this.base}${path}`);
    return page;
  }

  /** Whether the page is still the one that was opened, and was not loaded again. */
  stayed(): Promise<unknown> {
    return this.page.evaluate('window.stayed === true');
  }

  /** How far the page is wider than the window (px). */
  overflow(): Promise<unknown> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  /** What axe finds, as `rule: target`. */
  async violations(): Promise<string[]> {
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target.join(' ') + ' ' + failureSummary)))`,
    );
    return found as string[];
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Presses the button of a cluster, and confirms what it asks. */
export async function backUpNow(page: Page, cluster: string): Promise<void> {
  await page.getByRole('button', { name: `Back up now: ${cluster}` }).click();
  const dialog = page.getByRole('dialog', { name: `Back up ${cluster} now?` });
  await dialog.getByRole('button', { name: 'Back up now' }).click();
}
