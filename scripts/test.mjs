// `npm test`: everything from lint to the fault sweep, one lane after the other, from a clean checkout.
//   node scripts/test.mjs [lane ...]      lanes: static unit integration browser stores faults versions upgrade kubernetes e2e
//   (default: all but the last four)
// Ends with one line, "N passed, N failed" or "N passed, N failed, N skipped", and exits with 1 when anything failed or
// nothing passed, with 2 when it was called in a way that cannot run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { runChecks } from './lib/checks.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureDependencies, nodeBinary, ROOT, say, STATE } from './lib/environment.mjs';
import { camundaMissing, notRun } from './lib/own-camunda.mjs';
import { ensureKubernetesTools, kubernetesNotRun } from './lib/kubernetes-tools.mjs';
import { ensurePromtool } from './lib/promtool.mjs';
import { ensureServer } from './lib/redis.mjs';
import { ensureSchemathesis } from './lib/schemathesis.mjs';
import { summaryOf } from './lib/summary.mjs';
import { versionsTable } from './lib/versions-table.mjs';
import { upgradeCounts, upgradeNotRun } from './lib/upgrade-lane.mjs';

const RESULTS = join(STATE, 'test-results');
const bin = (name) => join(ROOT, 'node_modules', ...name);

/** Checks that read the code and do not run it, the longest first; each counts as one test. */
const STATIC = [
  ['lint', [bin(['eslint', 'bin', 'eslint.js']), '.', '--max-warnings', '0']],
  ['types', [bin(['typescript', 'bin', 'tsc']), '-p', 'tsconfig.json', '--noEmit']],
  [
    'types of the dashboard',
    [bin(['typescript', 'bin', 'tsc']), '-p', 'apps/dashboard/tsconfig.json', '--noEmit'],
  ],
  [
    'types of the documentation',
    [bin(['typescript', 'bin', 'tsc']), '-p', 'docs/.vitepress/tsconfig.json', '--noEmit'],
  ],
  [
    'imports',
    [
      bin(['dependency-cruiser', 'bin', 'dependency-cruise.mjs']),
      'apps',
      'libs',
      'test',
      'tools',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  ],
  ['format', [bin(['prettier', 'bin', 'prettier.cjs']), '--check', '.', '--log-level', 'warn']],
];

function run(words, more = {}) {
  const startedAt = Date.now();
  const env = { ...process.env, ...more };
  const result = spawnSync(nodeBinary(), words, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return { ok: result.status === 0, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) };
}

async function staticLane() {
  const passed = await runChecks(STATIC);
  return { passed, failed: STATIC.length - passed };
}

/** Integration specs share nothing and wait most of their time, so three at once fit on two cores. Other slow lanes do not. */
const WORKERS = { unit: [], integration: ['--maxWorkers=3'] };

function jestLane(project) {
  const output = join(RESULTS, `${project}.json`);
  const words = [
    '--experimental-vm-modules',
    '--no-warnings',
    bin(['jest', 'bin', 'jest.js']),
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${output}`,
    ...(WORKERS[project] ?? ['--runInBand']),
  ];
  // Specs start the same apps more than a hundred times; a fifth of the time of a start is compiling.
  const { ok, seconds } = run(words, { NODE_COMPILE_CACHE: join(RESULTS, 'compile-cache') });
  say(`${ok ? 'ok    ' : 'FAILED'} ${project} (${seconds} s)`);
  const results = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : null;
  const passed = results?.numPassedTests ?? 0;
  // A suite that does not even load has no tests to count, and must still fail the run.
  const failed = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  return { passed, failed: ok ? failed : Math.max(failed, 1), skipped: results?.numPendingTests ?? 0 };
}

/** A few of each kind; `npm run test:faults` runs all of them. Each case counts as one test. */
function faultsLane() {
  const output = join(RESULTS, 'faults.json');
  const { ok, seconds } = run([join(ROOT, 'scripts', 'faults.mjs'), '--subset', 'fast', '--json', output]);
  say(`${ok ? 'ok    ' : 'FAILED'} faults (${seconds} s)`);
  const results = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')).results : [];
  const failed = results.filter(({ letter }) => letter === '!').length;
  return { passed: results.length - failed, failed: ok ? failed : Math.max(failed, 1) };
}

/** Every version that is supported, in memory and on each real engine, and a table of what each did. */
function versionsLane() {
  const report = join(RESULTS, 'versions-engines.jsonl');
  rmSync(report, { force: true });
  process.env.HOLDFAST_VERSIONS_REPORT = report;
  const counts = jestLane('versions');
  const output = join(RESULTS, 'versions.json');
  const engines = existsSync(report)
    ? readFileSync(report, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  if (existsSync(output)) say(`\n${versionsTable(JSON.parse(readFileSync(output, 'utf8')), engines)}`);
  return counts;
}

/** Builds an earlier commit, which takes minutes. Each case counts as one test. */
function upgradeLane() {
  const output = join(RESULTS, 'upgrade.json');
  const { ok, seconds } = run([join(ROOT, 'scripts', 'upgrade.mjs'), '--json', output]);
  const counts = upgradeCounts(existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : null);
  say(`${counts.failed === 0 ? (ok ? 'ok    ' : 'not run') : 'FAILED'} upgrade (${seconds} s)`);
  return counts;
}

const LANES = {
  static: staticLane,
  unit: () => jestLane('unit'),
  integration: () => {
    ensurePromtool();
    ensureSchemathesis();
    return jestLane('integration');
  },
  browser: () => {
    ensureChromium();
    return jestLane('browser');
  },
  stores: () => jestLane('stores'),
  faults: faultsLane,
  versions: versionsLane,
  upgrade: upgradeLane,
  kubernetes: () => {
    ensureKubernetesTools();
    return jestLane('kubernetes');
  },
  e2e: () => jestLane('e2e'),
};
/** What `npm test` runs; the others run when they are asked for by name. */
const DEFAULT = Object.keys(LANES).filter(
  (name) => !['versions', 'upgrade', 'kubernetes', 'e2e'].includes(name),
);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in LANES));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no lane ${unknown.join(', ')}; lanes are ${Object.keys(LANES).join(', ')}.\n`,
  );
  process.exit(2);
}
const missing = camundaMissing(wanted);
if (missing !== null) {
  process.stderr.write(`${missing}\n`);
  process.exit(2);
}
ensureDependencies();
ensureBuilt();
ensureServer();
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of wanted.length > 0 ? wanted : DEFAULT) {
  say(`\n--- ${name}`);
  const { passed, failed, skipped = 0 } = await LANES[name]();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
// A caller who named lanes knows that the others do not run.
const { text, exitCode } = summaryOf(
  total,
  wanted.length > 0 ? [] : [...notRun(DEFAULT), ...upgradeNotRun(DEFAULT), ...kubernetesNotRun(DEFAULT)],
);
say(`\n${text}`);
process.exit(exitCode);
