// What every script needs to know about this checkout: where it is, which Node runs it, whether it is installed.
// Written for the Node that the machine has (20 or newer), without dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/**
 * Everything that a local run leaves behind: Redis data, logs, the demo. Safe to delete while nothing runs.
 * HOLDFAST_STATE puts it elsewhere, so that two of them can run from one checkout.
 */
export const STATE = process.env.HOLDFAST_STATE ?? join(ROOT, '.holdfast');

export function say(message) {
  process.stdout.write(`${message}\n`);
}

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Installs the locked dependencies when they are missing or older than the lockfile. */
export function ensureDependencies() {
  const lock = join(ROOT, 'package-lock.json');
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('Installing dependencies (npm ci) ...');
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0)
    fail('npm ci failed; its output above says why. It needs access to an npm registry.');
}

/** Node 24 from the npm package of this platform, or the running Node when it is new enough. */
export function nodeBinary() {
  const bundled = join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `There is no bundled Node 24 for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}. Install Node 24 or newer.`,
  );
}

/** For a client of Holdfast: where the one listens that `npm start` runs here, and what to type to call it again. */
export function clientEnvironment() {
  const address = join(STATE, 'address');
  const env = { HOLDFAST_COMMAND: 'npx holdfast', ...process.env };
  if (!env.HOLDFAST_URL && existsSync(address)) env.HOLDFAST_URL = readFileSync(address, 'utf8').trim();
  return env;
}
