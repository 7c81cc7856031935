import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import type { Viewing } from '../../test/support/viewing.ts';

/**
 * Notes, from before the page's own scripts, when the first cluster was drawn, and every task that the browser calls long:
 * one of more than 50 ms.
 */
const WATCH = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  window.drawn = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('main a[href^="/clusters/"]')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
`;

/** What follows the first drawing belongs to the load as well: further parts of the overview, measured heights (ms). */
const SETTLE_MS = 2_000;

/** A page that is watched from its beginning. */
export class WatchedPage {
  private constructor(
    readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** @param slower by which factor the CPU is throttled */
  static async of(viewing: Viewing, slower: number): Promise<WatchedPage> {
    const { page } = viewing;
    await page.addInitScript(WATCH);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    return new WatchedPage(page, session);
  }

  /** Loads the page without a cache. @returns when a cluster was drawn, counted from the navigation (ms) */
  async load(address: string): Promise<number> {
    await this.session.send('Network.clearBrowserCache');
    await this.page.goto(address, { timeout: 120_000 });
    const at = Number(await this.page.evaluate('window.drawn'));
    await sleep(SETTLE_MS);
    return at;
  }

  /** The longest task that the browser reported since the last call (ms); 0 where none took more than 50 ms. */
  async longestTask(): Promise<number> {
    const tasks = (await this.page.evaluate('window.longTasks.splice(0)')) as { duration: number }[];
    return Math.max(0, ...tasks.map(({ duration }) => duration));
  }
}

/** What a first visit fetches before it asks the API: page, script, style sheet and icon (bytes, each by gzip). */
export async function firstLoadBytes(address: string): Promise<number> {
  const html = await textOf(address);
  const links = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const texts = [html, ...(await Promise.all(links.map((path) => textOf(`${address}${path}`))))];
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.text();
}
