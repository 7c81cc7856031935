// The fault sweep: every fault at every point of a run, with real processes. See `node scripts/faults.mjs --help`.
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/environment.mjs';
import { ensureServer } from './lib/redis.mjs';
import { runTyped } from './lib/run-node.mjs';

ensureDependencies();
const onlyAsks = process.argv.includes('--help') || process.argv.includes('--list');
if (!onlyAsks) {
  ensureBuilt();
  // Each case starts a Redis of its own.
  ensureServer();
}
runTyped('test', 'faults', 'main.ts');
