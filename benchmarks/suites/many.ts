import { setInterval } from 'node:timers';
import { backUp, benchWorld } from '../backup-times.ts';
import { median, type Figure, type Suite } from '../figures.ts';
import { cpuSeconds, redisCommands, residentMb } from '../process-costs.ts';

const COUNTS = [1, 10, 50, 200];
/** How much longer exporting may be paused with many clusters than with one. */
const STRETCH = 1.1;

interface Measured {
  whole: number[];
  pause: number[];
  cpu: number;
  commands: number;
  peakMb: number;
}

async function atOnce(count: number): Promise<Measured> {
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  const world = await benchWorld(names);
  try {
    // The first one pays for what is loaded and compiled.
    await backUp(world, 'c0');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const pid = world.holdfast.pid('standalone') ?? 0;
    let peakMb = 0;
    const watch = setInterval(() => (peakMb = Math.max(peakMb, residentMb(pid))), 250);
    const before = { cpu: cpuSeconds(pid), commands: await redisCommands(world.redis) };
    const times = await Promise.all(names.map((name) => backUp(world, name)));
    clearInterval(watch);
    return {
      whole: times.map(({ whole }) => whole),
      pause: times.map(({ pause }) => pause),
      cpu: (cpuSeconds(pid) - before.cpu) / count,
      commands: ((await redisCommands(world.redis)) - before.commands) / count,
      peakMb,
    };
  } finally {
    await world.close();
  }
}

async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  let alone = NaN;
  for (const count of COUNTS) {
    const { whole, pause, cpu, commands, peakMb } = await atOnce(count);
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
      { what: `${what}: whole backup`, unit: 's', values: whole },
      { what: `${what}: CPU of standalone for each backup`, unit: 'CPU s', values: [cpu] },
      { what: `${what}: commands to Redis for each backup`, unit: 'commands', values: [commands] },
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
