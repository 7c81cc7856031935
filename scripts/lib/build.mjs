import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary, ROOT, say } from './environment.mjs';

const STAMP = join(ROOT, 'dist', '.built');

/** Compiles apps and libs when a source is newer than the last build. */
export function ensureBuilt() {
  const inputs = [
    join(ROOT, 'apps'),
    join(ROOT, 'libs'),
    join(ROOT, 'tsconfig.json'),
    join(ROOT, 'tsconfig.build.json'),
  ];
  if (existsSync(STAMP) && Math.max(...inputs.map(newest)) <= statSync(STAMP).mtimeMs) return;
  say('Building ...');
  const startedAt = new Date();
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = spawnSync(nodeBinary(), [tsc, '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0) process.exit(1);
  writeFileSync(STAMP, '');
  // A source that is changed while the compiler runs must count as newer.
  utimesSync(STAMP, startedAt, startedAt);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
