// Everything of a release that needs no registry. See `node scripts/release.mjs --help`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { goBuild, PROGRAMS } from './lib/engine.mjs';
import { ensureDependencies } from './lib/environment.mjs';
import { GO } from './lib/packages.mjs';
import { runTyped } from './lib/run-node.mjs';

ensureDependencies();
if (!process.argv.includes('--help')) {
  ensureBuilt();
  if (!existsSync(join(PROGRAMS, 'actionlint'))) goBuild(GO.actionlint, 'actionlint');
}
runTyped('tools', 'release', 'main.ts');
