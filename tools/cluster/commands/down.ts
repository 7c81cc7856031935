import type { Cluster } from '../cluster.ts';
import { CATALOG } from '../components/catalog.ts';
import { COMPONENT_NAMES, type ComponentName } from '../components/names.ts';
import { stop } from '../components/stop.ts';
import { findProcesses } from '../process-table.ts';

/** Who writes goes before the stores it writes to. */
const GROUPS: readonly (readonly ComponentName[])[] = [
  ['tasklist', 'operate', 'broker'],
  ['es', 's3'],
];

export async function down(cluster: Cluster): Promise<void> {
  const processes = findProcesses(cluster.at.dir);
  if (COMPONENT_NAMES.every((name) => processes[name].length === 0))
    cluster.narrator.say('Nothing of this cluster runs.');
  for (const group of GROUPS) await Promise.all(group.map((name) => stop(CATALOG[name], cluster)));
}
