// The fault sweep: every fault at every point of a run, with real processes. See `node scripts/faults.mjs --help`.
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/environment.mjs';
import { runTyped } from './lib/run-node.mjs';

ensureDependencies();
ensureBuilt();
runTyped('test', 'faults', 'main.ts');
