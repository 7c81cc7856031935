// The images of deploy/Dockerfile and docker-compose.yml, on a real engine. See `node scripts/images.mjs --help`.
import { ensureDependencies } from './lib/environment.mjs';
import { ensureCompose, ensureEngine } from './lib/engine.mjs';
import { runTyped } from './lib/run-node.mjs';

ensureDependencies();
if (!process.argv.includes('--help')) {
  ensureEngine();
  ensureCompose();
}
runTyped('test', 'images', 'main.ts');
