import { spawn } from 'node:child_process';
import { fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import {
  filesIn,
  readOrder,
  writeFirst,
  writeWhole,
  type CommandFiles,
  type CommandOrder,
} from './command-record.ts';
import { identityOf, signalGroup } from './command-processes.ts';

// A program of its own: `node command-runner.ts <directory>`. It leads a session and a process group, runs one command in
// it, and writes down how that ended. So the command does not notice what becomes of Holdfast.

/** Beyond this the output is cut down to its end. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const KEPT_OUTPUT_BYTES = 1024 * 1024;

function run(files: CommandFiles, order: CommandOrder): void {
  // Its own group is signalled, too; it has to stay and tell.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  // Appending, so that cutting the file down does not leave a hole before what comes next.
  const output = openSync(files.output, 'a+', 0o600);
  const child = spawn('sh', ['-c', order.command], { stdio: ['ignore', output, output] });
  let timedOut = false;

  const end = (how: { code: number | null; signal: string | null; error: string | null }): never => {
    writeWhole(files.end, { ...how, timedOut, at: Date.now() });
    // Everything that is left in the group, and this process with it.
    if (timedOut) signalGroup(process, 'SIGKILL');
    process.exit(0);
  };
  child.on('error', (error) => end({ code: null, signal: null, error: error.message }));
  child.on('exit', (code, signal) => end({ code, signal, error: null }));
  setTimeout(() => {
    timedOut = true;
    signalGroup(process, 'SIGTERM');
    setTimeout(() => end({ code: null, signal: 'SIGKILL', error: null }), order.graceMs);
  }, order.timeoutMs);
  setInterval(() => cutDown(output), 1000);
}

function cutDown(output: number): void {
  const { size } = fstatSync(output);
  if (size <= MAX_OUTPUT_BYTES) return;
  const kept = Buffer.alloc(KEPT_OUTPUT_BYTES);
  const read = readSync(output, kept, 0, kept.length, size - kept.length);
  ftruncateSync(output, 0);
  writeSync(output, kept, 0, read);
}

const files = filesIn(process.argv[2] ?? '.');
const order = readOrder(files);
if (order === null) throw new Error(`There is no order in ${files.directory}.`);
// The second one, behind another runner or behind an abandonment, does nothing.
if (writeFirst(files.claim, { by: 'runner', ...identityOf(process.pid), at: Date.now() })) run(files, order);
