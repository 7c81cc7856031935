import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

// The runner is started from its source without a build (see start-runner.ts): nothing here may need more of TypeScript
// than types that can be stripped, nor anything but Node.

/** What the runner shall do. */
export interface CommandOrder {
  command: string;
  timeoutMs: number;
  /** Between asking the command's processes to end and ending them by force (ms). */
  graceMs: number;
}

/** Who came first under a key: the runner of the command, or the one who gave the key up. Written once, never changed. */
export type CommandClaim =
  | { by: 'runner'; pid: number; startTicks: number; bootId: string; at: number }
  | { by: 'abandonment'; at: number };

export type RunnerClaim = Extract<CommandClaim, { by: 'runner' }>;

/** How the command ended. */
export interface CommandEnd {
  code: number | null;
  signal: string | null;
  timedOut: boolean;
  /** Set when the shell itself could not be started. */
  error: string | null;
  at: number;
}

/** The command was asked to end. */
export interface AbandonedMark {
  at: number;
}

/** The files of one key. */
export interface CommandFiles {
  directory: string;
  order: string;
  claim: string;
  end: string;
  abandoned: string;
  output: string;
  /** What the runner itself complains of. */
  complaints: string;
}

export function filesIn(directory: string): CommandFiles {
  const at = (name: string) => join(directory, name);
  return {
    directory,
    order: at('order.json'),
    claim: at('claim.json'),
    end: at('end.json'),
    abandoned: at('abandoned.json'),
    output: at('output.log'),
    complaints: at('runner.log'),
  };
}

/** Whole or not at all, also when the machine loses its power. */
export function writeWhole(path: string, value: unknown): void {
  const draft = writeDraft(path, value);
  renameSync(draft, path);
}

/**
 * Writes the file if it does not exist yet, whole or not at all.
 * @returns false when it was there already
 */
export function writeFirst(path: string, value: unknown): boolean {
  const draft = writeDraft(path, value);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Null when the file is not there. */
export function readWhole(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

export const readOrder = (files: CommandFiles) => readWhole(files.order) as CommandOrder | null;
export const readClaim = (files: CommandFiles) => readWhole(files.claim) as CommandClaim | null;
export const readEnd = (files: CommandFiles) => readWhole(files.end) as CommandEnd | null;
export const readAbandoned = (files: CommandFiles) => readWhole(files.abandoned) as AbandonedMark | null;

let drafts = 0;

function writeDraft(path: string, value: unknown): string {
  const draft = `${path}.${process.pid}.${(drafts += 1)}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(value));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}
