import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeBinary, ROOT } from './environment.mjs';

/** Node runs the sources of tests and tools with these. Stripping types alone cannot read parameter properties. */
const TYPED = ['--no-warnings', '--experimental-transform-types', '--conditions=development'];

/**
 * Runs Node on these words, passes signals on, and ends this process as Node ended.
 * @param {readonly string[]} words
 * @param {import('node:child_process').SpawnOptions} options beyond the terminal, which Node shares
 */
export function runNode(words, options = {}) {
  const child = spawn(nodeBinary(), words, { stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** Runs a TypeScript program of this checkout with the arguments of this process. @param {...string} path below the root */
export function runTyped(...path) {
  runNode([...TYPED, join(ROOT, ...path), ...process.argv.slice(2)], { cwd: ROOT });
}
