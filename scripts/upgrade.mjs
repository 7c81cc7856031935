// The rolling upgrade: processes of an earlier commit are replaced, one by one, while a backup is inside its pause.
// See `node scripts/upgrade.mjs --help`.
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/environment.mjs';
import { ensureServer } from './lib/redis.mjs';
import { runTyped } from './lib/run-node.mjs';

ensureDependencies();
if (!process.argv.includes('--help')) {
  ensureBuilt();
  ensureServer();
}
runTyped('test', 'upgrade', 'main.ts');
