// Runs one of the project's programs on Node 24 with everything installed and built that it needs.
//   node scripts/run.mjs [--built] <file> [arguments]
import { ensureBuilt } from './lib/build.mjs';
import { clientEnvironment, ensureDependencies, ROOT } from './lib/environment.mjs';
import { runNode } from './lib/run-node.mjs';

const words = process.argv.slice(2);
const built = words[0] === '--built';
if (built) words.shift();
ensureDependencies();
if (built) ensureBuilt();

runNode(words, { cwd: ROOT, env: clientEnvironment() });
