import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ALL_APPS, HoldfastProcesses, type AppName } from '../../test/support/holdfast.ts';
import { World } from '../../test/support/world.ts';
import type { Figure, Suite } from '../figures.ts';
import { residentMb } from '../process-costs.ts';

const STARTS = 5;
/** Until an idle process has done what it does at first. */
const REST_MS = 10_000;
const CLI = ['dist/apps/cli/src/main.js', 'help'];

async function run(): Promise<Figure[]> {
  const world = await World.create(['bench'], { standalone: false });
  const apps: AppName[] = [...ALL_APPS, 'standalone'];
  try {
    const figures: Figure[] = [];
    for (const app of apps) figures.push(...(await ofApp(world, app)));
    return [...figures, ...ofCommandLine()];
  } finally {
    await world.close();
  }
}

async function ofApp(world: World, app: AppName): Promise<Figure[]> {
  const { holdfast } = world;
  const starts: number[] = [];
  const memory: number[] = [];
  for (let count = 0; count <= STARTS; count += 1) {
    const startedAt = performance.now();
    await holdfast.start(app);
    // The first start fills the caches of files and of compiled code.
    if (count > 0) starts.push((performance.now() - startedAt) / 1000);
    if (count === STARTS) {
      await sleep(REST_MS);
      memory.push(residentMb(pidOf(holdfast, app)));
    }
    await holdfast.stop(app);
  }
  const isStandalone = app === 'standalone';
  const memoryTarget = isStandalone ? 180 : app === 'coordinator' ? undefined : 90;
  return [
    {
      what: `${app}: memory, idle`,
      unit: 'MB',
      values: memory,
      ...(memoryTarget !== undefined && { target: memoryTarget }),
    },
    { what: `${app}: start until it listens`, unit: 's', values: starts, target: 2 },
  ];
}

function pidOf(holdfast: HoldfastProcesses, app: AppName): number {
  const pid = holdfast.pid(app);
  if (pid === undefined) throw new Error(`${app} does not run`);
  return pid;
}

function ofCommandLine(): Figure[] {
  const times: number[] = [];
  for (let count = 0; count <= 10; count += 1) {
    const startedAt = performance.now();
    const { status } = spawnSync(process.execPath, CLI, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`holdfast help ended with ${status ?? 'a signal'}`);
    if (count > 0) times.push((performance.now() - startedAt) / 1000);
  }
  return [{ what: '`holdfast help`', unit: 's', values: times, target: 0.25 }];
}

export const footprintSuite: Suite = {
  name: 'footprint',
  about: `Each app started ${STARTS} times with one cluster, after a first start that is not counted; memory ${REST_MS / 1000} s after the last one.`,
  run,
};
