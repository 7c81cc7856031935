import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses, leadersOf, ownerOf, stillThere, type RunningProcess } from '../process-table.ts';
import type { ProcessName } from './names.ts';

interface Program {
  name: ProcessName;
  title: string;
}

const PATIENCE_MS = 40_000;
const DYING_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Asks it to end and, after 40 seconds, makes it. */
export async function stop(component: Program, cluster: Cluster): Promise<void> {
  const processes = processesOf(component.name, cluster);
  if (processes.length === 0) return;
  await cluster.narrator.step(`${component.title} stopped`, async () => {
    signal('SIGTERM', leadersOf(processes), cluster);
    if (await gone(component.name, processes, cluster, PATIENCE_MS)) return;
    cluster.narrator.say(`  ${component.title} does not end by itself after 40 s and is killed`);
    await killAll(component, cluster);
  });
}

/** Like a power cut for this component: every process of it at once. */
export async function kill(component: Program, cluster: Cluster): Promise<void> {
  if (processesOf(component.name, cluster).length === 0) return;
  await cluster.narrator.step(`${component.title} killed`, () => killAll(component, cluster));
}

async function killAll(component: Program, cluster: Cluster): Promise<void> {
  const processes = processesOf(component.name, cluster);
  signal('SIGKILL', processes, cluster);
  if (await gone(component.name, processes, cluster, DYING_MS)) return;
  throw new ClusterProblem(`${component.title} survives SIGKILL; its processes hang in the kernel.`);
}

function signal(name: NodeJS.Signals, processes: readonly RunningProcess[], cluster: Cluster): void {
  for (const { pid } of processes) {
    if (ownerOf(pid, cluster.at.dir) === null) continue;
    try {
      process.kill(pid, name);
    } catch (error) {
      // It ended between the look and the signal.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** `known` besides what a look finds, because a process that is about to end no longer shows whose it is. */
async function gone(
  component: ProcessName,
  known: readonly RunningProcess[],
  cluster: Cluster,
  patienceMs: number,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  const seen = new Set(known.map(({ pid }) => pid));
  for (;;) {
    for (const { pid } of processesOf(component, cluster)) seen.add(pid);
    if (![...seen].some((pid) => stillThere(pid, cluster.at.dir))) return true;
    if (Date.now() > deadline) return false;
    await sleep(LOOK_EVERY_MS);
  }
}

function processesOf(component: ProcessName, cluster: Cluster): RunningProcess[] {
  return findProcesses(cluster.at.dir)[component];
}
