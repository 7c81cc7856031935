import { readdirSync, readFileSync } from 'node:fs';
import { PROCESS_NAMES, type ProcessName } from './components/names.ts';

export interface RunningProcess {
  pid: number;
  parent: number;
  memoryMiB: number;
}

const MARK = 'HOLDFAST_CLUSTER_PART';

/**
 * Every process is started with a mark in its environment, which its children inherit and which the kernel keeps as
 * long as it lives. So there are no pid files that could be stale, and a recycled pid cannot be taken for ours.
 */
export function markFor(component: ProcessName, dir: string): Record<string, string> {
  return { [MARK]: `${component}@${dir}` };
}

/** `environment` as in /proc/<pid>/environ: entries that end with NUL. */
export function componentOf(environment: string, dir: string): ProcessName | null {
  const entries = new Set(environment.split('\0'));
  return PROCESS_NAMES.find((name) => entries.has(`${MARK}=${name}@${dir}`)) ?? null;
}

/** All processes of the cluster, by component. Elasticsearch for example is two: a launcher and the server. */
export function findProcesses(dir: string): Record<ProcessName, RunningProcess[]> {
  const found: Record<ProcessName, RunningProcess[]> = {
    es: [],
    os: [],
    s3: [],
    broker: [],
    operate: [],
    tasklist: [],
    restore: [],
  };
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const component = ownerOf(Number(entry), dir);
    const details = component && parseStatus(readProc(`${entry}/status`) ?? '');
    if (details) found[component].push({ pid: Number(entry), ...details });
  }
  return found;
}

export function ownerOf(pid: number, dir: string): ProcessName | null {
  return componentOf(readProc(`${pid}/environ`) ?? '', dir);
}

/**
 * Whether a process that was ours a moment ago is still there. Its environment reads as empty while it turns into
 * another program (setpriv, shell, Java) and while it ends, when it may still hold its ports: both count as there.
 */
export function stillThere(pid: number, dir: string): boolean {
  if (parseStatus(readProc(`${pid}/status`) ?? '') === null) return false;
  const environment = readProc(`${pid}/environ`);
  return environment === '' || (environment !== null && componentOf(environment, dir) !== null);
}

/** The directory of the cluster that the process belongs to. */
export function clusterOf(pid: number): string | null {
  const entry = (readProc(`${pid}/environ`) ?? '').split('\0').find((each) => each.startsWith(`${MARK}=`));
  return entry === undefined ? null : entry.slice(entry.indexOf('@') + 1);
}

/** `text` as in /proc/<pid>/status; `null` for a process that has ended and only waits to be collected. */
export function parseStatus(text: string): { parent: number; memoryMiB: number } | null {
  const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(text)?.[1];
  const state = field('State');
  if (state === undefined || state === 'Z' || state === 'X') return null;
  return { parent: Number(field('PPid')), memoryMiB: Math.round(Number(field('VmRSS') ?? 0) / 1024) };
}

/** The processes at the top: a signal to them reaches the others in an orderly way. */
export function leadersOf(processes: readonly RunningProcess[]): RunningProcess[] {
  const pids = new Set(processes.map(({ pid }) => pid));
  return processes.filter(({ parent }) => !pids.has(parent));
}

/** Not readable means another user's process or one that has just ended: not ours in both cases. */
function readProc(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return null;
  }
}
