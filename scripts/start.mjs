// `npm start`: everything in one process plus a private Redis. Without HOLDFAST_CONFIG it is the demo, with a
// simulated cluster, and one backup on the screen.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ready, startApp, stop } from './lib/children.mjs';
import { prepareDemo } from './lib/demo.mjs';
import { ensureDependencies, nodeBinary, ROOT, say, STATE } from './lib/environment.mjs';
import { privateDirectory } from './lib/private-files.mjs';
import { boardLine } from './lib/board-line.mjs';
import { provideRedis, redisOfConfig } from './lib/redis.mjs';

const ADDRESS = join(STATE, 'address');
const OWNER = join(STATE, 'start.pid');
const LOG = join(STATE, 'logs', 'standalone.log');
const cleanups = [];
let ending = false;

async function end(code) {
  if (ending) return;
  ending = true;
  for (const cleanup of cleanups.reverse())
    await cleanup().catch((error) => process.stderr.write(`${error.message}\n`));
  process.exit(code);
}

async function main() {
  ensureDependencies();
  ensureBuilt();
  privateDirectory(STATE);
  claimState();
  const redis = (await redisOfConfig(process.env.HOLDFAST_CONFIG)) ?? (await provideRedis());
  cleanups.push(redis.stop);
  say(`Redis       ${redis.what}`);
  const demo = process.env.HOLDFAST_CONFIG ? null : await prepareDemo(cleanups);
  const env = {
    HOLDFAST_STATE: STATE,
    ...(redis.url && { HOLDFAST_REDIS_URL: redis.url }),
    ...(demo && { HOLDFAST_CONFIG: demo.config }),
  };
  const standalone = startApp('standalone', { env, log: LOG });
  cleanups.push(() => stop(standalone));
  const { ready: address } = await ready(standalone).catch((error) => {
    throw new Error(`Holdfast did not start: it ${error.message}. See the end of ${LOG}:\n${tail(LOG)}`);
  });
  standalone.once('exit', (code) => {
    if (ending) return;
    process.stderr.write(`Holdfast ended by itself with code ${code}; see ${LOG}\n`);
    void end(1);
  });
  writeFileSync(ADDRESS, address);
  cleanups.push(async () => rmSync(ADDRESS, { force: true }));
  await introduce(address, demo);
  if (demo) await showBackup(address);
  say(`\nHoldfast is running. Ctrl-C stops it and keeps its data in ${STATE}.`);
}

/** Two of them on one state would take Redis away from each other. */
function claimState() {
  const owner = readOr(OWNER, '').trim();
  // Another process may have the id by now, so look at what runs under it.
  if (owner && owner !== `${process.pid}` && readOr(`/proc/${owner}/cmdline`, '').includes('start.mjs'))
    throw new Error(
      `Holdfast is already running from here: process ${owner}, ${readOr(ADDRESS, 'still starting')}. ` +
        `Stop it first (Ctrl-C there, or kill ${owner}), or set HOLDFAST_STATE to another directory.`,
    );
  writeFileSync(OWNER, `${process.pid}`);
  cleanups.push(async () => rmSync(OWNER, { force: true }));
}

async function introduce(address, demo) {
  say(`Dashboard   ${address}/`);
  say(`API         ${address}/api/v1/clusters`);
  say(`Docs        ${address}/docs/   (of the API: ${address}/api/docs)`);
  say(`Bull Board  ${await boardAt(address, demo)}`);
  if (demo) {
    say(`Simulator   one Camunda 8.6.0 cluster named "demo"; control API at ${demo.controlUrl}`);
  }
  say(`Log         ${LOG}\n`);
}

/** Asked of Holdfast itself: only it knows what its configuration comes to. */
async function boardAt(address, demo) {
  const page = `${address}/admin/queues`;
  if (demo) return `${page}   (user admin, password ${demo.password})`;
  const status = await fetch(page, { redirect: 'manual' }).then(
    (answer) => answer.status,
    () => null,
  );
  return boardLine(page, status);
}

function showBackup(address) {
  return new Promise((resolve) => {
    const env = { ...process.env, HOLDFAST_URL: address, HOLDFAST_COMMAND: 'npx holdfast' };
    const cli = spawn(nodeBinary(), ['dist/apps/cli/src/main.js', 'backup', 'create', 'demo', '--attach'], {
      cwd: ROOT,
      env,
      stdio: 'inherit',
    });
    cli.once('exit', resolve);
  });
}

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
// The terminal was closed.
process.on('SIGHUP', () => void end(0));
main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  void end(1);
});

function readOr(file, otherwise) {
  return existsSync(file) ? readFileSync(file, 'utf8') : otherwise;
}

function tail(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}
