import { existsSync, readFileSync } from 'node:fs';
import { lstat, mkdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locations } from './locations.ts';
import type { Narrator } from './narrator.ts';
import { portsFrom, type Ports } from './ports.ts';
import { ClusterProblem } from './problem.ts';
import type { OwnSoftware } from './software/own-software.ts';

/** What every command is about. */
export interface Cluster {
  at: Locations;
  ports: Ports;
  portBase: number | null;
  /** Programs that the person brought. */
  own: OwnSoftware;
  narrator: Narrator;
}

const SETTINGS = 'cluster.json';

export function openCluster(
  at: Locations,
  chosen: { portBase: number | null; own: OwnSoftware },
  narrator: Narrator,
): Cluster {
  const portBase = chosen.portBase ?? savedPortBase(at.dir);
  return { at, ports: portsFrom(portBase), portBase, own: chosen.own, narrator };
}

/** Whether `dir` holds a cluster of this command; nothing is ever deleted elsewhere. */
export function isCluster(dir: string): boolean {
  return existsSync(join(dir, SETTINGS));
}

export function savedPortBase(dir: string): number | null {
  if (!isCluster(dir)) return null;
  const { portBase } = JSON.parse(readFileSync(join(dir, SETTINGS), 'utf8')) as { portBase?: unknown };
  if (portBase === null || typeof portBase === 'number') return portBase;
  throw new ClusterProblem(
    `${join(dir, SETTINGS)} is damaged; delete it and give the ports again with --port-base.`,
  );
}

export async function prepareCluster({ at, portBase }: Cluster): Promise<void> {
  await mkdir(join(at.dir, 'logs'), { recursive: true });
  await mkdir(at.elastic, { recursive: true });
  const link = join(at.dir, 'elasticsearch');
  if (link !== at.elastic) {
    if (await lstat(link).catch(() => null)) await unlink(link);
    await symlink(at.elastic, link);
  }
  await writeFile(join(at.dir, SETTINGS), `${JSON.stringify({ portBase })}\n`);
}

export function logFile({ at }: Cluster, component: string): string {
  return join(at.dir, 'logs', `${component}.log`);
}
