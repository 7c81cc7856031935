import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import { brokerData } from '../components/broker.ts';
import { RESTORE } from '../components/restore.ts';
import { stop } from '../components/stop.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses } from '../process-table.ts';

/** Empties the data directory of the broker, as the restore program demands it. The backups are in the S3 store. */
export async function wipeBroker(cluster: Cluster): Promise<void> {
  requireStoppedBroker(cluster);
  // One that still runs has lost its command, and would keep writing.
  await stop(RESTORE, cluster);
  const data = brokerData(cluster);
  const entries = await entriesOf(data);
  await cluster.narrator.step(`broker data deleted (${entries.length} entries)`, async () => {
    for (const entry of entries) await rm(join(data, entry), { recursive: true, force: true });
  });
}

export function requireStoppedBroker({ at }: Cluster): void {
  const [process] = findProcesses(at.dir).broker;
  if (process === undefined) return;
  throw new ClusterProblem(`The broker runs (pid ${process.pid}); stop it with "stop broker" first.`);
}

async function entriesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
