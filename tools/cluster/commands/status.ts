import type { Cluster } from '../cluster.ts';
import { CATALOG } from '../components/catalog.ts';
import { COMPONENT_NAMES, type ComponentName } from '../components/names.ts';
import { ask, dig } from '../http.ts';
import { loopback } from '../ports.ts';
import { findProcesses, leadersOf, type RunningProcess } from '../process-table.ts';

export async function status(cluster: Cluster): Promise<void> {
  const { at, narrator, ports } = cluster;
  const processes = findProcesses(at.dir);
  narrator.say('component  pid      memory     ready  version');
  const lines = await Promise.all(COMPONENT_NAMES.map((name) => describe(name, processes[name], cluster)));
  for (const line of lines) narrator.say(line);
  const total = memoryOf(Object.values(processes).flat());
  narrator.say(`total               ${String(total).padStart(5)} MiB`);
  if (processes.broker.length > 0) {
    for (const line of partitionLines(
      (await ask(`${loopback(ports.brokerManagement)}/actuator/partitions`))?.body,
    ))
      narrator.say(line);
  }
}

async function describe(
  name: ComponentName,
  processes: readonly RunningProcess[],
  cluster: Cluster,
): Promise<string> {
  const pid = leadersOf(processes)[0]?.pid;
  if (pid === undefined) return `${name.padEnd(10)} down`;
  const [ready, version] = await Promise.all([CATALOG[name].ready(cluster), CATALOG[name].version(cluster)]);
  const memory = `${String(memoryOf(processes)).padStart(5)} MiB`;
  return `${name.padEnd(10)} ${String(pid).padEnd(8)} ${memory}  ${ready ? 'yes' : 'no '}    ${version ?? '?'}`;
}

function memoryOf(processes: readonly RunningProcess[]): number {
  return processes.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
}

/** The only place where the broker says whether exporting is paused. */
export function partitionLines(partitions: unknown): string[] {
  if (typeof partitions !== 'object' || partitions === null)
    return ['partitions  (the broker does not answer)'];
  return Object.entries(partitions).map(([id, partition]) => {
    const [role, phase, exported, processed] = [
      'role',
      'exporterPhase',
      'exportedPosition',
      'processedPosition',
    ].map((key) => String(dig(partition, key)));
    return `partition ${id}  ${role}  ${phase}  exported ${exported} of ${processed}`;
  });
}
