import { backUp, benchWorld } from '../backup-times.ts';
import { contest, figuresOf } from '../by-hand-contest.ts';
import type { Figure, Suite } from '../figures.ts';

const CLUSTER = 'bench';
const ROUNDS = 5;

async function run(): Promise<Figure[]> {
  const world = await benchWorld([CLUSTER]);
  try {
    const urls = world.simulator.clusters[CLUSTER];
    if (urls === undefined) throw new Error(`the simulator has no cluster ${CLUSTER}`);
    const { zeebe, operate, tasklist, optimize, elasticsearch } = urls;
    const measured = await contest({
      cluster: { zeebe, operate, tasklist, elasticsearch, gateway: zeebe, repository: 'camunda' },
      optimize,
      holdfast: () => backUp(world, CLUSTER),
      rounds: ROUNDS,
    });
    return figuresOf(measured);
  } finally {
    await world.close();
  }
}

export const byHandSuite: Suite = {
  name: 'by-hand',
  about: `One backup of a simulated 8.6 by a plain script and by Holdfast, in turn, ${ROUNDS} times each; the limit is the same script asking every 10 ms.`,
  run,
};
