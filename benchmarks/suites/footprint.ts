import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ALL_APPS, HoldfastProcesses, type AppName } from '../../test/support/holdfast.ts';
import { World } from '../../test/support/world.ts';
import type { Figure, Suite } from '../figures.ts';
import { cpuSeconds, residentMb } from '../process-costs.ts';

const STARTS = 5;
/** Until an idle process has done what it does at first. */
const REST_MS = 10_000;
const APPS: readonly AppName[] = [...ALL_APPS, 'standalone'];
const HELP = ['dist/apps/cli/src/main.js', 'help'];
const NOTHING = ['-e', '0'];
/** At most (MB). The coordinator has none of its own. */
const MEMORY: Partial<Record<AppName, number>> = { coordinator: undefined, standalone: 180 };
const WORKER_MEMORY = 90;

async function run(): Promise<Figure[]> {
  const world = await World.create(['bench'], { standalone: false });
  const { holdfast } = world;
  try {
    const starts: Figure[] = [];
    for (const app of APPS) starts.push(...(await startsOf(holdfast, app)));
    return [...(await memoryOfAll(holdfast)), await memoryOfNode(), ...starts, ...ofCommandLine()];
  } finally {
    await world.close();
  }
}

async function startsOf(holdfast: HoldfastProcesses, app: AppName): Promise<Figure[]> {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let count = 0; count <= STARTS; count += 1) {
    const startedAt = performance.now();
    await holdfast.start(app);
    const seconds = (performance.now() - startedAt) / 1000;
    const spent = cpuSeconds(pidOf(holdfast, app));
    await holdfast.stop(app);
    // The first start fills the file system's cache.
    if (count === 0) continue;
    times.push(seconds);
    cpu.push(spent);
  }
  return [
    { what: `${app}: start until it listens`, unit: 's', values: times, target: 2 },
    { what: `${app}: CPU of that`, unit: 'CPU s', values: cpu },
  ];
}

/** All apps run at the same time, so that there is one rest. */
async function memoryOfAll(holdfast: HoldfastProcesses): Promise<Figure[]> {
  await Promise.all(APPS.map((app) => holdfast.start(app)));
  await sleep(REST_MS);
  const figures = APPS.map((app): Figure => {
    const target = app in MEMORY ? MEMORY[app] : WORKER_MEMORY;
    const values = [residentMb(pidOf(holdfast, app))];
    return { what: `${app}: memory, idle`, unit: 'MB', values, ...(target !== undefined && { target }) };
  });
  await Promise.all(APPS.map((app) => holdfast.stop(app)));
  return figures;
}

/** What every process costs, whatever it does. */
async function memoryOfNode(): Promise<Figure> {
  const node = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1_000)'], { stdio: 'ignore' });
  await sleep(1_000);
  const values = [residentMb(node.pid ?? 0)];
  node.kill();
  return { what: '`node` that does nothing: memory', unit: 'MB', values };
}

function pidOf(holdfast: HoldfastProcesses, app: AppName): number {
  const pid = holdfast.pid(app);
  if (pid === undefined) throw new Error(`${app} does not run`);
  return pid;
}

function ofCommandLine(): Figure[] {
  return [
    { what: '`holdfast help`', unit: 's', values: timesOf(HELP), target: 0.25 },
    { what: '`node` that does nothing', unit: 's', values: timesOf(NOTHING) },
  ];
}

function timesOf(words: readonly string[]): number[] {
  const times: number[] = [];
  for (let count = 0; count <= 10; count += 1) {
    const startedAt = performance.now();
    const { status } = spawnSync(process.execPath, words, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`node ${words.join(' ')} ended with ${status ?? 'a signal'}`);
    if (count > 0) times.push((performance.now() - startedAt) / 1000);
  }
  return times;
}

export const footprintSuite: Suite = {
  name: 'footprint',
  about: `Each app started ${STARTS} times with one cluster, after a first start that is not counted; then the memory of all of them, ${REST_MS / 1000} s after they were started together.`,
  run,
};
