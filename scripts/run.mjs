// Runs one of the project's programs on Node 24 with everything installed and built that it needs.
//   node scripts/run.mjs [--built] <file> [arguments]
import { spawn } from 'node:child_process';
import { ensureBuilt } from './lib/build.mjs';
import { clientEnvironment, ensureDependencies, nodeBinary, ROOT } from './lib/environment.mjs';

const words = process.argv.slice(2);
const built = words[0] === '--built';
if (built) words.shift();
ensureDependencies();
if (built) ensureBuilt();

const child = spawn(nodeBinary(), words, { cwd: ROOT, env: clientEnvironment(), stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
