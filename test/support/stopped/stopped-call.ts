import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Order } from './caller.ts';

/** A child process that makes one call, and has stopped itself on the way. */
export interface StoppedCall {
  /** Lets it continue. @returns what it reports about its call, once it has ended */
  wake: () => Promise<string>;
  /** Ends it without waking it up. */
  kill: () => Promise<void>;
}

const CALLER = join(import.meta.dirname, 'caller.ts');
const PATIENCE_MS = 60_000;

/** Resolves once the child has stopped itself. @throws Error when it ended before, with what it wrote */
export async function stoppedCall(order: Order): Promise<StoppedCall> {
  const child = spawn(process.execPath, ['--no-warnings', CALLER, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => written.push(data.toString()));
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(written.join(''))));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const deadline = performance.now() + PATIENCE_MS;
  while (stateOf(child.pid) !== 'T') {
    if (isOver() || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the call did not come to its stop: ${await ended}`);
    }
    await sleep(20);
  }
  return {
    wake: () => {
      child.kill('SIGCONT');
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** T while the process stands still. */
function stateOf(pid: number | undefined): string | null {
  try {
    const stat = readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[0] ?? null;
  } catch {
    return null;
  }
}

/** Waits until a value is what it should be; gives it back in any case. */
export async function eventually<T>(value: () => T | Promise<T>, wanted: T): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const now = await value();
    if (isDeepStrictEqual(now, wanted) || performance.now() > deadline) return now;
    await sleep(50);
  }
}
