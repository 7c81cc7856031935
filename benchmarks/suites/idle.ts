import { setTimeout as sleep } from 'node:timers/promises';
import { World } from '../../test/support/world.ts';
import type { Figure, Suite } from '../figures.ts';
import { cpuSeconds, redisCommands } from '../process-costs.ts';

const MINUTES = 1;
const COUNTS = [1, 50];

async function ofClusters(count: number): Promise<Figure[]> {
  let calls = 0;
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  const onCall = (_: unknown, __: unknown, moment: string): Promise<undefined> => {
    if (moment === 'before') calls += 1;
    return Promise.resolve(undefined);
  };
  const world = await World.create(names, { hooks: { onCall } });
  try {
    await sleep(15_000);
    const pid = world.holdfast.pid('standalone') ?? 0;
    const before = { calls, commands: await redisCommands(world.redis), cpu: cpuSeconds(pid) };
    await sleep(MINUTES * 60_000);
    const spent = cpuSeconds(pid) - before.cpu;
    const what = `${count} ${count === 1 ? 'cluster' : 'clusters'}`;
    return [
      {
        what: `${what}: calls to the components of each`,
        unit: 'calls/min',
        values: [(calls - before.calls) / MINUTES / count],
      },
      {
        what: `${what}: commands to Redis`,
        unit: 'commands/min',
        values: [((await redisCommands(world.redis)) - before.commands) / MINUTES],
      },
      { what: `${what}: CPU of standalone`, unit: '% of a core', values: [(100 * spent) / (MINUTES * 60)] },
    ];
  } finally {
    await world.close();
  }
}

export const idleSuite: Suite = {
  name: 'idle',
  about:
    'What a standalone Holdfast with nothing to do costs its clusters, its Redis and its machine, in one minute.',
  run: async () => {
    const figures: Figure[] = [];
    for (const count of COUNTS) figures.push(...(await ofClusters(count)));
    return figures;
  },
};
