import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { logFile, type Cluster } from '../cluster.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses, stillThere } from '../process-table.ts';
import { lastLines } from '../run.ts';
import type { Component } from './component.ts';
import { launch } from './launch.ts';

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
  const child = await launch(component.name, await component.prepare(cluster), {
    cluster,
    detached: true,
  });
  child.unref();
  return child.pid;
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
