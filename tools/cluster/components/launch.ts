import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { logFile, type Cluster } from '../cluster.ts';
import { ClusterProblem } from '../problem.ts';
import { markFor } from '../process-table.ts';
import type { Launch } from './component.ts';
import type { ProcessName } from './names.ts';

export type Launched = ChildProcess & { readonly pid: number };

interface Surroundings {
  cluster: Cluster;
  /** In a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. */
  detached: boolean;
}

/** Starts a program with its mark and its log; the previous log is kept next to it. */
export async function launch(
  name: ProcessName,
  { command, args, cwd, env }: Launch,
  { cluster, detached }: Surroundings,
): Promise<Launched> {
  const log = logFile(cluster, name);
  if (existsSync(log)) await rename(log, `${log}.previous`);
  const handle = await open(log, 'w');
  const whole = { ...baseEnvironment(), ...env, ...markFor(name, cluster.at.dir) };
  try {
    return await spawned(
      spawn(command, args, { cwd, env: whole, detached, stdio: ['ignore', handle.fd, handle.fd] }),
      command,
    );
  } finally {
    await handle.close();
  }
}

function spawned(child: ChildProcess, command: string): Promise<Launched> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new ClusterProblem(`${command} could not be started: ${error.message}`)),
    );
    child.once('spawn', () => resolve(child as Launched));
  });
}

/** Not ours as it is: a JAVA_OPTS or ZEEBE_… of the developer's shell must not change the cluster. */
function baseEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: process.env.HOME ?? '/', LANG: 'C.UTF-8' };
}
