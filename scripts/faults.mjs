// The fault sweep: every fault at every point of a run, with real processes. See `node scripts/faults.mjs --help`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies, nodeBinary, ROOT } from './lib/environment.mjs';

ensureDependencies();
ensureBuilt();
const words = [
  '--no-warnings',
  // The tests' own helpers have parameter properties, which stripping types alone cannot read.
  '--experimental-transform-types',
  '--conditions=development',
  join(ROOT, 'test', 'faults', 'main.ts'),
  ...process.argv.slice(2),
];
const child = spawn(nodeBinary(), words, { cwd: ROOT, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
