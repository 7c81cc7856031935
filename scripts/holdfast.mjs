#!/usr/bin/env node
// `npx holdfast ...`: the command line of this checkout, on Node 24, installed and built when it is not yet.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { clientEnvironment, ensureDependencies, nodeBinary, ROOT } from './lib/environment.mjs';

// Messages about installing and building are no part of the answer: `-o json` must stay JSON.
const write = process.stdout.write;
process.stdout.write = process.stderr.write.bind(process.stderr);
ensureDependencies();
ensureBuilt();
process.stdout.write = write;

const main = join(ROOT, 'dist', 'apps', 'cli', 'src', 'main.js');
const child = spawn(nodeBinary(), [main, ...process.argv.slice(2)], {
  env: clientEnvironment(),
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to both. The one that waits says what it means, and with which exit code.
process.on('SIGINT', () => child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
