import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { logFile, type Cluster } from '../cluster.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses, markFor, stillThere } from '../process-table.ts';
import { lastLines } from '../run.ts';
import type { Component, Launch } from './component.ts';

const LOOK_EVERY_MS = 250;

/** Starts the component unless it runs, and waits until it is ready. */
export async function bringUp(component: Component, cluster: Cluster, deadline: number): Promise<void> {
  const running = findProcesses(cluster.at.dir)[component.name];
  const pid = running[0]?.pid;
  const title = pid === undefined ? `${component.title} started` : `${component.title} runs`;
  await cluster.narrator.step(title, async () => {
    await waitUntilReady(component, cluster, { pid: pid ?? (await start(component, cluster)), deadline });
    await component.settle?.(cluster);
  });
}

async function start(component: Component, cluster: Cluster): Promise<number> {
  const launch = await component.prepare(cluster);
  const log = logFile(cluster, component.name);
  if (existsSync(log)) await rename(log, `${log}.previous`);
  const handle = await open(log, 'w');
  try {
    return await spawnDetached(
      launch,
      { ...baseEnvironment(), ...launch.env, ...markFor(component.name, cluster.at.dir) },
      handle.fd,
    );
  } finally {
    await handle.close();
  }
}

/** In a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. */
function spawnDetached(
  { command, args, cwd }: Launch,
  env: Record<string, string>,
  log: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
    child.once('error', (error) =>
      reject(new ClusterProblem(`${command} could not be started: ${error.message}`)),
    );
    child.once('spawn', () => {
      child.unref();
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}

/** Not ours as it is: a JAVA_OPTS or ZEEBE_… of the developer's shell must not change the cluster. */
function baseEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: process.env.HOME ?? '/', LANG: 'C.UTF-8' };
}

async function waitUntilReady(
  component: Component,
  cluster: Cluster,
  { pid, deadline }: { pid: number; deadline: number },
): Promise<void> {
  while (!(await component.ready(cluster))) {
    if (!stillThere(pid, cluster.at.dir)) throw await failure(component, cluster, 'ended by itself');
    if (Date.now() > deadline)
      throw await failure(component, cluster, 'is still not ready, and the time is over (see --timeout)');
    await sleep(LOOK_EVERY_MS);
  }
}

async function failure(component: Component, cluster: Cluster, what: string): Promise<ClusterProblem> {
  const log = logFile(cluster, component.name);
  const tail = lastLines(await readFile(log, 'utf8').catch(() => ''), 20);
  return new ClusterProblem(`${component.title} ${what}. The end of ${log}:\n${tail}`);
}
