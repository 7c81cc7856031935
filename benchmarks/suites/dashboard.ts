import { setTimeout as sleep } from 'node:timers/promises';
import { Fleet } from '../dashboard/fleet.ts';
import { firstLoadBytes, WatchedPage } from '../dashboard/page-load.ts';
import type { Figure, Suite } from '../figures.ts';
import { cpuSeconds } from '../process-costs.ts';

const COUNTS = [1, 30, 500];
/** A laptop that is four times slower than the machine of the measurement. */
const SLOWER = 4;
const LOADS = 3;
/** How long an open page is watched while nothing is asked of Holdfast (ms). */
const QUIET_MS = 10_000;
/** The browser calls a task long from here on (ms). */
const LONG_TASK_MS = 50;

interface Loads {
  drawn: number[];
  longest: number[];
}

async function loads(fleet: Fleet, slower: number): Promise<Loads> {
  const measured: Loads = { drawn: [], longest: [] };
  for (let load = 0; load < LOADS; load += 1) {
    const viewing = await fleet.dashboard.view('/login');
    const watched = await WatchedPage.of(viewing, slower);
    measured.drawn.push(await watched.load(fleet.dashboard.world.address));
    measured.longest.push(await watched.longestTask());
    await viewing.close();
  }
  return measured;
}

/** The page stays open while every cluster with history is backed up, and then while nothing happens. */
async function updates(fleet: Fleet): Promise<{ longest: number; cpu: number }> {
  const { dashboard } = fleet;
  const watched = await WatchedPage.of(await dashboard.view('/login'), 1);
  await watched.load(dashboard.world.address);
  await watched.longestTask();
  await fleet.backUpAll();
  const pid = dashboard.world.holdfast.pid('standalone') ?? 0;
  const before = cpuSeconds(pid);
  await sleep(QUIET_MS);
  const cpu = ((cpuSeconds(pid) - before) / (QUIET_MS / 1_000)) * 100;
  return { longest: await watched.longestTask(), cpu };
}

async function of(count: number): Promise<Figure[]> {
  const fleet = await Fleet.create(count);
  try {
    const { world } = fleet.dashboard;
    const plain = await loads(fleet, 1);
    const slow = await loads(fleet, SLOWER);
    const { longest, cpu } = await updates(fleet);
    const what = count === 1 ? '1 cluster' : `${count} clusters`;
    const ms = (name: string, values: number[], target?: number): Figure => ({
      what: `${what}: ${name}`,
      unit: 'ms',
      values,
      ...(target !== undefined && { target }),
    });
    return [
      ...(count === COUNTS[0]
        ? [
            {
              what: 'page, script, style sheet and icon, by gzip',
              unit: 'kB' as const,
              values: [(await firstLoadBytes(world.address)) / 1_000],
            },
          ]
        : []),
      ms('until a cluster is drawn', plain.drawn),
      ms(`until a cluster is drawn, CPU ${SLOWER} times slower`, slow.drawn),
      ms('longest task of a load', plain.longest, LONG_TASK_MS),
      ms(`longest task of a load, CPU ${SLOWER} times slower`, slow.longest),
      ms('longest task while backups run', [longest], LONG_TASK_MS),
      { what: `${what}: standalone while one page is open`, unit: '% of a core', values: [cpu] },
    ];
  } finally {
    await fleet.close();
  }
}

async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const count of COUNTS) figures.push(...(await of(count)));
  return figures;
}

export const dashboardSuite: Suite = {
  name: 'dashboard',
  about:
    'The overview in a headless Chromium, by one standalone Holdfast with simulated clusters of one broker. Browser, simulator, Redis and Holdfast share the cores. A task of at most 50 ms counts as 0: the browser does not report it.',
  run,
};
