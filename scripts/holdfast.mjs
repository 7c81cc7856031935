#!/usr/bin/env node
// `npx holdfast ...`: the command line of this checkout, on Node 24, installed and built when it is not yet.
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { clientEnvironment, ensureDependencies, ROOT } from './lib/environment.mjs';
import { runNode } from './lib/run-node.mjs';

// Messages about installing and building are no part of the answer: `-o json` must stay JSON.
const write = process.stdout.write;
process.stdout.write = process.stderr.write.bind(process.stderr);
ensureDependencies();
ensureBuilt();
process.stdout.write = write;

const main = join(ROOT, 'dist', 'apps', 'cli', 'src', 'main.js');
// The terminal sends Ctrl-C to both. The one that waits says what it means, and with which exit code.
runNode([main, ...process.argv.slice(2)], { env: clientEnvironment() });
