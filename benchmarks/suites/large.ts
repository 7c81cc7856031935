import type { Figure, Suite } from '../figures.ts';
import { backupFigures } from '../large/backups.ts';
import { CLUSTER, LargeWorld, SIZE } from '../large/large-world.ts';
import { listFigures, memoryFigures, pageFigures } from '../large/pages.ts';
import { streamFigures } from '../large/streams.ts';

async function run(): Promise<Figure[]> {
  const large = await LargeWorld.create();
  try {
    await large.restart();
    // From here on the cluster has sets of its own; before, the overview searches its whole history for one.
    return [
      ...(await backupFigures(large)),
      ...(await listFigures(large)),
      ...(await pageFigures(large)),
      ...(await streamFigures(large)),
      ...(await memoryFigures(large)),
    ];
  } finally {
    await large.close();
  }
}

const { sets, snapshots, recordIndices, partitions, brokers } = SIZE;
const count = (value: number): string => value.toLocaleString('en');

export const largeSuite: Suite = {
  name: 'large',
  about: `One simulated cluster (${CLUSTER}) with ${count(sets)} sets, ${count(snapshots)} snapshots, ${count(recordIndices)} record indices, and ${partitions} partitions on ${brokers} brokers, and one standalone Holdfast.`,
  run,
};
