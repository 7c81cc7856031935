// The rolling upgrade: processes of an earlier commit are replaced, one by one, while a backup is inside its pause.
// See `node scripts/upgrade.mjs --help`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies, nodeBinary, ROOT } from './lib/environment.mjs';
import { findServer, installServer } from './lib/redis.mjs';

ensureDependencies();
if (!process.argv.includes('--help')) {
  ensureBuilt();
  if (!findServer()) installServer();
}
const words = [
  '--no-warnings',
  // The tests' own helpers have parameter properties, which stripping types alone cannot read.
  '--experimental-transform-types',
  '--conditions=development',
  join(ROOT, 'test', 'upgrade', 'main.ts'),
  ...process.argv.slice(2),
];
const child = spawn(nodeBinary(), words, { cwd: ROOT, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
