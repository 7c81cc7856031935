import { homedir } from 'node:os';
import { parseRequest, type Command, type Request } from './arguments.ts';
import { isCluster, openCluster, type Cluster } from './cluster.ts';
import { down, stopAll } from './commands/down.ts';
import { restoreBroker } from './commands/restore-broker.ts';
import { seed } from './commands/seed.ts';
import { status } from './commands/status.ts';
import { describe, up } from './commands/up.ts';
import { wipe } from './commands/wipe.ts';
import { wipeBroker } from './commands/wipe-broker.ts';
import { CATALOG } from './components/catalog.ts';
import { kill } from './components/stop.ts';
import { endpointsOf } from './endpoints.ts';
import { HELP } from './help.ts';
import { findProject, locate } from './locations.ts';
import { withLock } from './lock.ts';
import { Narrator } from './narrator.ts';
import { ClusterProblem } from './problem.ts';
import { ownSoftware } from './software/own-software.ts';

async function main(): Promise<void> {
  const request = parseRequest(process.argv.slice(2), process.env);
  if (request.command === 'help') {
    process.stdout.write(HELP);
    return;
  }
  // What root makes here must be readable for Elasticsearch's user.
  process.umask(0o022);
  const narrator = new Narrator(request.json ? process.stderr : process.stdout);
  const cluster = openCluster(
    locate(findProject(import.meta.dirname), request.dir, surroundings()),
    { portBase: request.portBase, own: ownSoftware(process.env) },
    narrator,
  );
  await perform(request, cluster);
  if (request.json) process.stdout.write(`${JSON.stringify(endpointsOf(cluster))}\n`);
}

async function perform(request: Request, cluster: Cluster): Promise<void> {
  switch (request.command) {
    case 'status':
      return status(cluster);
    case 'seed':
      return seed(request.count, cluster);
    case 'env':
      if (!request.json) printVariables(cluster);
      return;
    default: {
      const waiting = (holder: string) =>
        cluster.narrator.say(`Another command works on this cluster; waiting for it (${holder})`);
      return withLock(cluster.at.dir, waiting, () => change(request, cluster));
    }
  }
}

async function change(request: Request, cluster: Cluster): Promise<void> {
  const { command, components } = request;
  if (NEEDS_CLUSTER.includes(command)) requireCluster(cluster);
  switch (command) {
    case 'up':
    case 'start':
      await cluster.narrator.step('all is ready', () => up(components, cluster, request));
      if (command === 'up') describe(cluster);
      return;
    case 'stop':
      return stopAll(components, cluster);
    case 'kill':
      for (const name of components) await kill(CATALOG[name], cluster);
      return;
    case 'wipe':
      return wipe(cluster);
    case 'wipe-broker':
      return wipeBroker(cluster);
    case 'restore-broker':
      process.exitCode = await restoreBroker(request.backupId, cluster);
      return;
    default:
      return down(cluster);
  }
}

/** A mistyped directory must not pass for one where everything is stopped or deleted already. */
const NEEDS_CLUSTER: readonly Command[] = ['stop', 'kill', 'wipe-broker', 'restore-broker'];

function requireCluster({ at }: Cluster): void {
  if (!isCluster(at.dir)) throw new ClusterProblem(`There is no cluster in ${at.dir}.`);
}

/** For `eval "$(… env)"` in a shell. */
function printVariables(cluster: Cluster): void {
  const { pids, elasticsearchLogin, ...values } = endpointsOf(cluster);
  const { username, password } = elasticsearchLogin ?? { username: null, password: null };
  const all = { ...values, elasticsearchUsername: username, elasticsearchPassword: password };
  for (const [name, value] of Object.entries(all)) {
    const variable = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    if (value !== null) cluster.narrator.say(`${variable}='${value}'`);
  }
  for (const [name, pid] of Object.entries(pids))
    if (pid !== null) cluster.narrator.say(`PID_${name.toUpperCase()}=${pid}`);
}

function surroundings() {
  return {
    root: process.getuid?.() === 0,
    home: homedir(),
    cache: process.env.HOLDFAST_CACHE,
    xdgCache: process.env.XDG_CACHE_HOME,
  };
}

// A reader of the output (as in `up | head`) may stop; the cluster must still come up.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  await main();
} catch (error) {
  const text =
    error instanceof ClusterProblem ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`cluster: ${text ?? 'unknown error'}\n`);
  process.exitCode = 1;
}
// Waiting for components that no longer matter would keep the process alive after a failure. Not at once: see
// libs/app/src/exit.ts.
setTimeout(() => process.exit(), 300);
