import { StoresWorld } from '../../test/support/stores-world.ts';
import { backUp } from '../backup-times.ts';
import { contest, figuresOf } from '../by-hand-contest.ts';
import type { Figure, Suite } from '../figures.ts';

const ROUNDS = 3;
/** Process instances whose records and documents the snapshots hold. */
const INSTANCES = 150;

async function run(): Promise<Figure[]> {
  const world = await StoresWorld.create(INSTANCES);
  try {
    const { cluster, optimize } = world;
    return figuresOf(
      await contest({ cluster, optimize, holdfast: () => backUp(world, world.name), rounds: ROUNDS }),
    );
  } finally {
    await world.close();
  }
}

export const byHandStoresSuite: Suite = {
  name: 'by-hand-stores',
  about: `As by-hand, ${ROUNDS} times each, with a real Elasticsearch and a real S3 store under the simulated 8.6, and each app of Holdfast as a process of its own.`,
  run,
};
