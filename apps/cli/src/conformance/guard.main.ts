import { once } from 'node:events';
import { createCamundaClients } from '#camunda';
import { environment, loadConfig } from '#config';
import { fingerprintOf } from './addresses.ts';
import { keepRunning, SETTLE_MS } from './keep-running.ts';
import { GUARD_READY, GUARD_RELEASED } from './pause-guard.ts';

/**
 * Outlives the program that checks a cluster. It resumes exporting when that program is gone without a word, or holds the pause
 * for too long. Arguments: the name of the cluster, its fingerprint, and the
 * longest pause (ms).
 */
const CALL = { timeoutMs: 5_000, caller: 'holdfast (conformance guard)' };
const HOUR_MS = 3_600_000;

const [name = '', fingerprint = '', longestMs = ''] = process.argv.slice(2);
const cluster = loadConfig(environment()).clusters.find((each) => each.name === name);
if (cluster === undefined) throw new Error(`no cluster ${name} is configured`);
// The file may have changed since the checks began.
if (fingerprintOf(cluster) !== fingerprint) throw new Error(`the configuration of ${name} has changed`);
const clients = createCamundaClients(cluster, CALL);

// `once` below takes its own listener away: a second signal must not end the guard in the middle of its work.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);

const released = new Promise<'released'>((resolve) => {
  process.on('message', (message) => {
    if (message === GUARD_RELEASED) resolve('released');
  });
});
// The parent is gone, a person ends everything, or the pause takes too long.
const needed = Promise.race([
  once(process, 'disconnect'),
  ...['SIGTERM', 'SIGINT', 'SIGHUP'].map((signal) => once(process, signal)),
  new Promise((resolve) => setTimeout(resolve, Number(longestMs))),
]).then(() => 'needed' as const);

// Only a guard that reaches every broker is one.
if ((await clients.topology.exporting(CALL)) !== 'running') throw new Error('exporting does not run');
// A parent that ended before it heard of its guard has paused nothing.
if (!process.connected) process.exit(0);
process.send?.(GUARD_READY);

if ((await Promise.race([released, needed])) === 'released') process.exit(0);
const running = await keepRunning(clients, {
  ...{ call: CALL, betweenMs: 2_000 },
  ...{ settleMs: SETTLE_MS, giveUpMs: 24 * HOUR_MS },
});
process.exit(running ? 0 : 1);
