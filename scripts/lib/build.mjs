import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary, ROOT, say } from './environment.mjs';

const at = (...names) => join(ROOT, ...names);
const DASHBOARD = at('apps', 'dashboard');

/** In this order: the dashboard takes the domain as the compiler left it. */
const BUILDS = [
  {
    what: 'Building ...',
    stamp: at('dist', '.built'),
    inputs: () => [
      ...readdirSync(at('apps'))
        .map((name) => at('apps', name))
        .filter((path) => path !== DASHBOARD),
      at('libs'),
      at('tsconfig.json'),
      at('tsconfig.build.json'),
    ],
    words: [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
  },
  {
    what: 'Building the dashboard ...',
    stamp: at('dist', '.built-dashboard'),
    inputs: () => [DASHBOARD, at('libs', 'domain'), at('libs', 'contracts')],
    words: [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', 'apps/dashboard'],
  },
  {
    what: 'Building the documentation ...',
    stamp: at('dist', '.built-docs'),
    inputs: () => [
      at('docs'),
      at('tools', 'docs'),
      at('deploy'),
      ...['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'package.json'].map((name) => at(name)),
    ],
    words: [at('node_modules', 'vitepress', 'bin', 'vitepress.js'), 'build', 'docs'],
  },
];

/** Compiles apps and libs, and bundles the dashboard, each when a source is newer than its last build. */
export function ensureBuilt() {
  for (const build of BUILDS) ensure(build);
}

function ensure({ what, stamp, inputs, words }) {
  if (existsSync(stamp) && Math.max(...inputs().map(newest)) <= statSync(stamp).mtimeMs) return;
  say(what);
  const startedAt = new Date();
  // Also for tests: what they look at is what users get.
  const env = { ...process.env, NODE_ENV: 'production' };
  const result = spawnSync(nodeBinary(), words, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) process.exit(1);
  writeFileSync(stamp, '');
  // A source that is changed while the build runs must count as newer.
  utimesSync(stamp, startedAt, startedAt);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The generator makes a folder in its own, and removes it again, with every build.
  const own = path.endsWith('.vitepress') ? 0 : stat.mtimeMs;
  return Math.max(own, ...readdirSync(path).map((name) => newest(join(path, name))));
}
