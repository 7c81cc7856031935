import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Permit } from '#http';
import { StepFailure } from '#domain';
import type { Variables } from './command-environment.ts';
import { lastLines } from './command-output.ts';
import { readClaim, type CommandFiles } from './command-record.ts';

/** Next to this file: JavaScript in a build, and TypeScript, which Node strips of its types, in the sources. */
const RUNNER = join(import.meta.dirname, `command-runner${extname(import.meta.filename)}`);

/** On a busy machine a Node process takes seconds to start. */
const STARTED_WITHIN_MS = 20_000;

/**
 * Starts the runner in a session of its own and waits until it or another one holds the claim. The order must
 * be written.
 * @param permit asked in the tick in which the process is made
 * @throws StepFailure unavailable (transient): it did not come to that; begin again
 */
export async function startRunner(files: CommandFiles, env: Variables, permit?: Permit): Promise<void> {
  const complaints = openSync(files.complaints, 'w', 0o600);
  try {
    permit?.();
  } catch (error) {
    closeSync(complaints);
    throw error;
  }
  const runner = spawn(process.execPath, [RUNNER, files.directory], {
    detached: true,
    stdio: ['ignore', 'ignore', complaints],
    env,
  });
  closeSync(complaints);
  const ended: string[] = [];
  runner.on('error', (error) => ended.push(error.message));
  runner.on('exit', (code, signal) => ended.push(`it ended with ${signal ?? `exit code ${code ?? '?'}`}`));
  runner.unref();
  const deadline = performance.now() + STARTED_WITHIN_MS;
  for (;;) {
    // Asked in this order: a short command's runner may have ended by now, and then holds the claim.
    const [why] = performance.now() > deadline ? [...ended, 'nothing was heard of it'] : ended;
    if (readClaim(files) !== null) return;
    if (why !== undefined) throw notStarted(files, why);
    await sleep(20);
  }
}

function notStarted(files: CommandFiles, why: string): StepFailure {
  const message = lastLines(files.complaints).at(-1);
  return StepFailure.transient(
    'unavailable',
    `The process that runs the command did not start: ${why}${message === undefined ? '' : ` (${message})`}. ` +
      `Check the memory and process limits of this machine, and ${files.complaints}.`,
  );
}
