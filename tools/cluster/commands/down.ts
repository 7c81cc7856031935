import type { Cluster } from '../cluster.ts';
import { CATALOG } from '../components/catalog.ts';
import { COMPONENT_NAMES, PROCESS_NAMES, STORES, type ComponentName } from '../components/names.ts';
import { RESTORE } from '../components/restore.ts';
import { stop } from '../components/stop.ts';
import { findProcesses } from '../process-table.ts';

/** Who writes goes before the stores it writes to. */
const GROUPS: readonly (readonly ComponentName[])[] = [
  COMPONENT_NAMES.filter((name) => !STORES.includes(name)).reverse(),
  STORES,
];

export async function down(cluster: Cluster): Promise<void> {
  const processes = findProcesses(cluster.at.dir);
  if (PROCESS_NAMES.every((name) => processes[name].length === 0))
    cluster.narrator.say('Nothing of this cluster runs.');
  await stop(RESTORE, cluster);
  await stopAll(COMPONENT_NAMES, cluster);
}

export async function stopAll(names: readonly ComponentName[], cluster: Cluster): Promise<void> {
  for (const group of GROUPS) {
    const chosen = group.filter((name) => names.includes(name));
    await Promise.all(chosen.map((name) => stop(CATALOG[name], cluster)));
  }
}
