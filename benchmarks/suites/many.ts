import { setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorHooks } from '../../apps/simulator/src/index.ts';
import type { World } from '../../test/support/world.ts';
import { benchWorld, type Times } from '../backup-times.ts';
import { median, type Figure, type Suite } from '../figures.ts';
import { cpuSeconds, redisCommands, redisPid, residentMb } from '../process-costs.ts';

const COUNTS = [1, 10, 50, 200];
/** How much longer exporting may be paused with many clusters than with one. */
const STRETCH = 1.1;
/** Between two looks of the client at a run that has resumed exporting (ms); it asks for nothing before. */
const LOOK_MS = 500;
/** A run that did not pause by then is looked at, too: it may have failed (ms). */
const LOST_MS = 60_000;

/** What the simulated gateways saw, in the process of the simulator: to ask them would cost the machine more. */
class Gateways {
  calls = 0;
  private readonly pausedAt = new Map<string, number>();
  private readonly resumedAt = new Map<string, number>();
  private readonly awaited = new Map<string, () => void>();

  readonly onCall: NonNullable<SimulatorHooks['onCall']> = (cluster, { method, path }, moment) => {
    if (moment === 'before') this.calls += 1;
    if (method === 'POST' && path.includes('/exporting/')) this.note(cluster, path, moment);
    return Promise.resolve(undefined);
  };

  /** Forgets what was before. Resolves when the cluster was asked to resume exporting. */
  resumed(cluster: string): Promise<void> {
    this.pausedAt.delete(cluster);
    this.resumedAt.delete(cluster);
    return new Promise((resolve) => this.awaited.set(cluster, resolve));
  }

  /** Seconds, from the first pause to the last resume. */
  pauseOf(cluster: string): number {
    return ((this.resumedAt.get(cluster) ?? NaN) - (this.pausedAt.get(cluster) ?? NaN)) / 1000;
  }

  private note(cluster: string, path: string, moment: string): void {
    const now = performance.now();
    if (path.includes('/pause') && moment === 'before' && !this.pausedAt.has(cluster))
      this.pausedAt.set(cluster, now);
    if (!path.includes('/resume') || moment !== 'after') return;
    this.resumedAt.set(cluster, now);
    this.awaited.get(cluster)?.();
  }
}

/** One backup, by a client that asks rarely; the whole time is that of the record of the run. */
async function backUp(world: World, cluster: string, gateways: Gateways): Promise<Times> {
  const resumed = gateways.resumed(cluster);
  const { body } = await world.api.start(cluster);
  for (;;) {
    await Promise.race([resumed, sleep(LOST_MS)]);
    const run = await world.api.run(cluster, body.backupId);
    if (run.phase !== 'done') {
      await sleep(LOOK_MS);
      continue;
    }
    if (run.outcome !== 'completed')
      throw new Error(`the backup ${run.outcome ?? ''}: ${JSON.stringify(run)}`);
    const whole = (Date.parse(run.finishedAt ?? '') - Date.parse(run.requestedAt)) / 1000;
    return { whole, pause: gateways.pauseOf(cluster) };
  }
}

/** All that was spent so far. */
async function spent(world: World, gateways: Gateways): Promise<Record<keyof typeof COSTS, number>> {
  const { user, system } = process.cpuUsage();
  return {
    cpu: cpuSeconds(world.holdfast.pid('standalone') ?? 0),
    redisCpu: cpuSeconds(await redisPid(world.redis)),
    simulatorCpu: (user + system) / 1_000_000,
    commands: await redisCommands(world.redis),
    calls: gateways.calls,
  };
}

const COSTS = {
  cpu: { what: 'CPU of standalone', unit: 'CPU s' },
  redisCpu: { what: 'CPU of Redis', unit: 'CPU s' },
  simulatorCpu: { what: 'CPU of simulator and client', unit: 'CPU s' },
  commands: { what: 'commands to Redis', unit: 'commands' },
  calls: { what: 'calls to the components', unit: 'calls' },
} as const satisfies Record<string, Pick<Figure, 'what' | 'unit'>>;

interface Measured {
  times: Times[];
  seconds: number;
  costs: Record<keyof typeof COSTS, number>;
  peakMb: number;
}

async function atOnce(count: number): Promise<Measured> {
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  const gateways = new Gateways();
  const world = await benchWorld(names, { onCall: gateways.onCall });
  try {
    // The first one pays for what is loaded and compiled.
    await backUp(world, 'c0', gateways);
    await sleep(1_100);
    const pid = world.holdfast.pid('standalone') ?? 0;
    let peakMb = 0;
    const watch = setInterval(() => (peakMb = Math.max(peakMb, residentMb(pid))), 250);
    const before = await spent(world, gateways);
    const startedAt = performance.now();
    const times = await Promise.all(names.map((name) => backUp(world, name, gateways)));
    const seconds = (performance.now() - startedAt) / 1000;
    clearInterval(watch);
    const after = await spent(world, gateways);
    const keys = Object.keys(COSTS) as (keyof typeof COSTS)[];
    const costs = keys.map((key) => [key, (after[key] - before[key]) / count]);
    return { times, seconds, costs: Object.fromEntries(costs) as Measured['costs'], peakMb };
  } finally {
    await world.close();
  }
}

async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  let alone = NaN;
  for (const count of COUNTS) {
    const { times, seconds, costs, peakMb } = await atOnce(count);
    const pause = times.map((each) => each.pause);
    if (count === 1) alone = median(pause);
    const what = `${count} at once`;
    figures.push(
      {
        what: `${what}: exporting paused, against one alone`,
        unit: '×',
        values: pause.map((each) => each / alone),
        ...(count > 1 && { target: STRETCH }),
      },
      { what: `${what}: exporting paused`, unit: 's', values: pause },
      { what: `${what}: whole backup`, unit: 's', values: times.map(({ whole }) => whole) },
      { what: `${what}: until all had ended`, unit: 's', values: [seconds] },
      ...Object.entries(COSTS).map(([key, { what: cost, unit }]) => ({
        what: `${what}: ${cost} for each backup`,
        unit,
        values: [costs[key as keyof typeof COSTS]],
      })),
      { what: `${what}: most memory of standalone`, unit: 'MB', values: [peakMb] },
    );
  }
  return figures;
}

export const manySuite: Suite = {
  name: 'many',
  about:
    'Backups of several simulated clusters that begin at the same moment, by one standalone Holdfast. Simulator, client, Redis and Holdfast share the cores.',
  run,
};
