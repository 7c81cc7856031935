import { existsSync, readFileSync } from 'node:fs';
import { lstat, mkdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPONENT_NAMES, type ComponentName } from './components/names.ts';
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

/** What a cluster keeps next to its data. */
interface Settings {
  portBase: number | null;
  components: readonly unknown[];
}

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
  return readSettings(dir).portBase;
}

/** The components that were ever started in this cluster, in the order in which they start. */
export function startedComponents(dir: string): ComponentName[] {
  const { components } = readSettings(dir);
  return COMPONENT_NAMES.filter((name) => components.includes(name));
}

/** Keeps for later commands that these components were started. */
export async function rememberStarted(names: readonly ComponentName[], cluster: Cluster): Promise<void> {
  const components = new Set([...startedComponents(cluster.at.dir), ...names]);
  await writeSettings(cluster, [...components]);
}

function readSettings(dir: string): Settings {
  if (!isCluster(dir)) return { portBase: null, components: [] };
  const { portBase, components = [] } = JSON.parse(readFileSync(join(dir, SETTINGS), 'utf8')) as {
    portBase?: unknown;
    components?: unknown;
  };
  if ((portBase === null || typeof portBase === 'number') && Array.isArray(components))
    return { portBase, components };
  throw new ClusterProblem(
    `${join(dir, SETTINGS)} is damaged; delete it and give the ports again with --port-base.`,
  );
}

async function writeSettings({ at, portBase }: Cluster, components: ComponentName[]): Promise<void> {
  const settings: Settings = { portBase, components };
  await writeFile(join(at.dir, SETTINGS), `${JSON.stringify(settings)}\n`);
}

export async function prepareCluster(cluster: Cluster): Promise<void> {
  const { at } = cluster;
  await mkdir(join(at.dir, 'logs'), { recursive: true });
  await mkdir(at.elastic, { recursive: true });
  const link = join(at.dir, 'elasticsearch');
  if (link !== at.elastic) {
    if (await lstat(link).catch(() => null)) await unlink(link);
    await symlink(at.elastic, link);
  }
  await writeSettings(cluster, startedComponents(at.dir));
}

export function logFile({ at }: Cluster, component: string): string {
  return join(at.dir, 'logs', `${component}.log`);
}
