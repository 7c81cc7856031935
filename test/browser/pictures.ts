import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Viewing, ViewingOptions } from '../support/viewing.ts';
import { DashboardWorld } from '../support/dashboard-world.ts';
import { aToken, type TestToken } from '../support/tokens.ts';
import { fleetScene } from '../support/fleet-scene.ts';
import { PictureScene } from '../support/picture-scene.ts';

// Pictures of the dashboard for the documentation: a real Holdfast on simulated clusters, and what it did there.
//   npm run pictures [directory]

const DIRECTORY = process.argv[2] ?? join('docs', 'images');
/** The lock shows the host of its holder. Published pictures must not show the name of a real machine. */
const HOST = 'holdfast-0';

/** Clusters of the picture of many. */
const FLEET = 30;

const LOOKS: Record<string, ViewingOptions> = {
  light: { colorScheme: 'light', viewport: { width: 1180, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1180, height: 800 } },
  '360': { colorScheme: 'light', viewport: { width: 360, height: 760 } },
};

/** Takes pages in every look, as a logged-in user. */
class Photographer {
  constructor(
    private readonly dashboard: DashboardWorld,
    private readonly token: string,
    private readonly fullPage = true,
  ) {}

  /** One page, in all looks at about the same moment. */
  async take(name: string, path: string, ready: string | RegExp, looks = Object.keys(LOOKS)): Promise<void> {
    const views = await Promise.all(
      looks.map(async (look) => ({ look, view: await this.open(path, ready, look) })),
    );
    for (const { look, view } of views) {
      const path = join(DIRECTORY, `dashboard-${name}-${look}.png`);
      await view.page.screenshot({ path, fullPage: this.fullPage });
      process.stdout.write(`${path}\n`);
    }
    await this.dashboard.leave();
  }

  private async open(path: string, ready: string | RegExp, look: string): Promise<Viewing> {
    const view = await this.dashboard.view(path, { ...LOOKS[look], token: this.token });
    await view.page.getByText(ready).first().waitFor();
    return view;
  }
}

async function main(): Promise<void> {
  mkdirSync(DIRECTORY, { recursive: true });
  const ada = aToken('ada', 'admin');
  const scene = await PictureScene.set(ada);
  const photographer = new Photographer(scene.dashboard, ada.token);
  const take = photographer.take.bind(photographer);
  const { failed, completed } = await scene.backUps();
  await take('run-failed', `/clusters/staging/backups/${failed}`, 'run-finished');
  await take('run-completed', `/clusters/prod/backups/${completed}`, 'run-finished');
  await scene.schedules();
  await take('schedules', '/clusters/analytics/schedules', 'Recent times as a table', ['light', 'dark']);
  await take('cluster', '/clusters/prod', /verified \d/, ['light', '360']);
  await take('history', '/clusters/staging/runs', /^rejected$/, ['light']);
  await take('retention', '/clusters/prod/retention', /no rule keeps it/, ['light']);
  const plan = await scene.plan(completed);
  await take('restore-plan', `/clusters/prod/restores/${plan}`, 'What will be lost', ['light']);
  const running = await scene.running();
  await take('run-running', `/clusters/prod/backups/${running}`, 'exporting paused');
  await take('overview', '/', 'is paused: the repository moves');
  await scene.end();
  await takeFleet(ada);
}

/** Many clusters: what is seen without scrolling. */
async function takeFleet(person: TestToken): Promise<void> {
  const { dashboard } = await fleetScene(FLEET, person);
  await new Photographer(dashboard, person.token, false).take('fleet', '/', 'waiting for you');
  await dashboard.close();
}

/** Does it again under another host name, where that can be; the machine's own stays as it is. */
function underItsName(): boolean {
  if (hostname() === HOST) return false;
  const script = 'hostname "$0" && exec "$@"';
  const words = ['--user', '--map-root-user', '--uts', 'sh', '-c', script, HOST];
  const again = spawnSync(
    'unshare',
    [...words, process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    {
      stdio: 'inherit',
    },
  );
  if (again.status === 0) process.exit(0);
  if (!again.error && again.status !== null && again.status > 1) process.exit(again.status);
  return true;
}

if (underItsName())
  process.stderr.write(`unshare cannot give another host name here: pictures of a lock show ${hostname()}\n`);
await main();
