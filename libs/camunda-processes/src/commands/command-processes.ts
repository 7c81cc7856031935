import { readdirSync, readFileSync } from 'node:fs';
import type { RunnerClaim } from './command-record.ts';

// Also used by the runner: see the note in command-record.ts.

/** What tells one process from every other that ever ran on this machine. */
export interface ProcessIdentity {
  pid: number;
  /** Kernel ticks between the boot and the start of the process. */
  startTicks: number;
  bootId: string;
}

export interface ProcessEntry {
  pid: number;
  group: number;
  startTicks: number;
}

/**
 * `text` as in /proc/<pid>/stat, whose second field, the name of the program, may hold blanks and brackets. Null for a
 * process that has ended and only waits to be collected.
 */
export function parseStat(text: string): ProcessEntry | null {
  const [state, , group, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (state === undefined || ['Z', 'X', 'x'].includes(state)) return null;
  return { pid: Number.parseInt(text, 10), group: Number(group), startTicks: Number(rest[16]) };
}

/** @throws when /proc cannot be read */
export function identityOf(pid: number): ProcessIdentity {
  const entry = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (entry === null) throw new Error(`Process ${pid} has ended.`);
  return { pid, startTicks: entry.startTicks, bootId: bootId() };
}

/** Whether the process still runs; another one that was given the same number is not taken for it. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identity.bootId === bootId() && entryOf(identity.pid)?.startTicks === identity.startTicks;
}

/**
 * The runner and whatever runs in its process group. The system does not reuse a number while a group has it, so a
 * process with that number that is not the runner shows that the group is foreign.
 */
export function processesOf(runner: RunnerClaim): number[] {
  if (runner.bootId !== bootId()) return [];
  const leader = entryOf(runner.pid);
  if (leader !== null && leader.startTicks !== runner.startTicks) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => entryOf(Number(name)))
    .filter((entry) => entry?.group === runner.pid && entry.startTicks >= runner.startTicks)
    .flatMap((entry) => (entry ? [entry.pid] : []));
}

/** A group that is gone is fine; one that belongs to another user shows in `processesOf`. */
export function signalGroup(runner: { pid: number }, signal: NodeJS.Signals): void {
  try {
    process.kill(-runner.pid, signal);
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function entryOf(pid: number): ProcessEntry | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // It has just ended.
    return null;
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
