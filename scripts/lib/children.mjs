import { spawn } from 'node:child_process';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { nodeBinary, ROOT } from './environment.mjs';
import { privateDirectory } from './private-files.mjs';

const STOP_MS = 30_000;

/**
 * How Node runs an app, as in deploy/Dockerfile. Without a limit the young generation grows to more than 100 MB while the app is
 * being loaded, and stays that large; with 4 MB a backup takes the same time of the processor. libs/app/src/give-memory-back.ts
 * needs the collector. docs/benchmarks.md has the figures.
 */
export const APP_FLAGS = ['--max-semi-space-size=4', '--expose-gc'];

/**
 * Starts one of our apps. It has an IPC channel: the app says when it is ready, and it ends by itself when the
 * channel breaks, so that no process is left behind even when this one is killed.
 */
export function startApp(name, { env = {}, log }) {
  privateDirectory(dirname(log));
  const file = openSync(log, 'a', 0o600);
  chmodSync(log, 0o600);
  const child = spawn(nodeBinary(), [...APP_FLAGS, `dist/apps/${name}/src/main.js`], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', file, file, 'ipc'],
    // A group of its own: Ctrl-C in the terminal reaches only this script, which ends the apps in order.
    detached: true,
  });
  closeSync(file);
  return child;
}

/** Resolves with what the app sent when it was ready; rejects when it ended before. */
export function ready(child, ms = 60_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`was not ready within ${ms / 1000} s`)), ms);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${signal ?? `code ${code}`}`));
    });
  });
}

/** SIGTERM, then SIGKILL where that does not help. */
export function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
