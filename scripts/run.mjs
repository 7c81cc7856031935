// Runs one of the project's programs on Node 24 with everything installed and built that it needs.
//   node scripts/run.mjs [--built] <file> [arguments]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies, nodeBinary, ROOT, STATE } from './lib/environment.mjs';

const words = process.argv.slice(2);
const built = words[0] === '--built';
if (built) words.shift();
ensureDependencies();
if (built) ensureBuilt();

const address = join(STATE, 'address');
const env = { ...process.env };
// So that `npm run backup` finds the Holdfast that `npm start` runs here, whatever its port is.
if (!env.HOLDFAST_URL && existsSync(address)) env.HOLDFAST_URL = readFileSync(address, 'utf8').trim();
const child = spawn(nodeBinary(), words, { cwd: ROOT, env, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
