import type { Browser } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { Front } from './front.ts';
import { Viewing } from './viewing.ts';
import { World } from './world.ts';

/** A whole Holdfast with its dashboard in a real browser. */
export class DashboardWorld {
  private readonly viewings: Viewing[] = [];

  private constructor(
    readonly world: World,
    readonly front: Front,
    readonly browser: Browser,
  ) {}

  static async create(...given: Parameters<typeof World.create>): Promise<DashboardWorld> {
    // First, for without a browser nothing else is needed.
    const browser = await launchBrowser();
    const world = await World.create(...given);
    return new DashboardWorld(world, await Front.create(world.address), browser);
  }

  async view(path: string, options: Parameters<typeof Viewing.begin>[2] = {}): Promise<Viewing> {
    const viewing = await Viewing.begin(this.browser, this.front.address, options);
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
    await this.front.close();
    await this.world.close();
  }
}
