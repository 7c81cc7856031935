import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isCluster, type Cluster } from '../cluster.ts';
import { LOGIN_FILE } from '../components/elasticsearch-login.ts';
import { down } from './down.ts';

/** All that this command ever makes in the directory of a cluster; anything else there is not ours to delete. */
const OURS = ['data', 'logs', 'tmp', 'holdfast.yaml', 'cluster.json', LOGIN_FILE];

export async function wipe(cluster: Cluster): Promise<void> {
  const { at, narrator } = cluster;
  if (!isCluster(at.dir)) {
    narrator.say(`There is no cluster in ${at.dir}.`);
    return;
  }
  await down(cluster);
  await narrator.step('data deleted', async () => {
    await rm(at.elastic, { recursive: true, force: true });
    await rm(join(at.dir, 'elasticsearch'), { force: true });
    for (const name of OURS) await rm(join(at.dir, name), { recursive: true, force: true });
    if ((await readdir(at.dir)).length === 0) await rmdir(at.dir);
  });
}
