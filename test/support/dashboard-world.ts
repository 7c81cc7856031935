import type { Browser } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { freePort } from './ports.ts';
import { Viewing, type ViewingOptions } from './viewing.ts';
import { World, type WorldOptions } from './world.ts';

/** A whole Holdfast with its dashboard in a real browser. Its address stays while it is restarted. */
export class DashboardWorld {
  private readonly viewings: Viewing[] = [];

  private constructor(
    readonly world: World,
    readonly browser: Browser,
  ) {}

  static async create(clusters: string[], over: WorldOptions = {}): Promise<DashboardWorld> {
    // First, for without a browser nothing else is needed.
    const browser = await launchBrowser();
    const http = { port: await freePort() };
    return new DashboardWorld(
      await World.create(clusters, { ...over, config: { http, ...over.config } }),
      browser,
    );
  }

  async view(path: string, options: ViewingOptions = {}): Promise<Viewing> {
    const viewing = await Viewing.begin(this.browser, this.world.address, options);
    this.viewings.push(viewing);
    await viewing.open(path);
    return viewing;
  }

  /** Ends what looks on; returns everything that went wrong in the browsers. */
  async leave(): Promise<string[]> {
    const errors = this.viewings.flatMap((viewing) => viewing.errors);
    await Promise.all(this.viewings.splice(0).map((viewing) => viewing.close()));
    return errors;
  }

  async close(): Promise<void> {
    await this.leave();
    await this.browser.close();
    await this.world.close();
  }
}
