import { setTimeout as sleep } from 'node:timers/promises';
import { createCamundaClients, resumedInWords, resumeReachable, type CamundaClients } from '#camunda';
import { withoutCredentials, type ClusterConfig, type HoldfastConfig } from '#config';
import type { ExportingState } from '#domain';
import { EXIT } from '../exit-codes.ts';
import { pauseOutlived, type Waiting } from './pause-outlived.ts';

const CALL = { timeoutMs: 5_000, caller: 'holdfast (exporting ensure-running)' };

export interface Patience {
  /** How often to ask for a resume and read it back, and the time between (ms). */
  tries: number;
  betweenMs: number;
}

const DEFAULT: Patience = { tries: 10, betweenMs: 2_000 };

const NOT_LIFTED = {
  runs: 'exporting runs on every partition',
  hard: 'exporting is paused hard, which Holdfast does not do there; it is left to the one who paused it. Without --after-budget it is lifted.',
  unread:
    'exporting is NOT confirmed to be running: the brokers could not be read, or not without a gap. Without --after-budget a resume is asked for at once.',
} as const;

export interface EnsureOptions {
  patience?: Patience;
  /** Lift only a pause that lasts longer than a run of Holdfast may pause: for a schedule, next to runs. */
  afterBudget?: boolean;
  waiting?: Waiting;
}

/**
 * Makes exporting run on every partition of the named clusters (all, without a name). It calls only Zeebe, and needs
 * neither Redis nor a coordinator. Lifts every pause, also one that Holdfast did not make; with `afterBudget`, every soft one
 * that was seen for the whole pause budget. Idempotent.
 * @returns 0 when exporting was read back as running on all of them, 6 for an unknown cluster, else 20
 */
export async function ensureRunning(
  config: HoldfastConfig,
  names: readonly string[],
  say: (line: string) => void,
  options: EnsureOptions = {},
): Promise<number> {
  const known = config.clusters.map((cluster) => cluster.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    say(`No cluster "${unknown.join('", "')}" is configured. Known: ${known.join(', ')}.`);
    return EXIT.notFound;
  }
  const wanted = config.clusters.filter((cluster) => names.length === 0 || names.includes(cluster.name));
  const running = await Promise.all(wanted.map((cluster) => ensure(cluster, say, options)));
  return running.every(Boolean) ? EXIT.ok : EXIT.exportingNotRunning;
}

async function ensure(
  cluster: ClusterConfig,
  say: (line: string) => void,
  { patience: { tries, betweenMs } = DEFAULT, afterBudget = false, waiting }: EnsureOptions,
): Promise<boolean> {
  const clients = createCamundaClients(cluster, CALL);
  if (afterBudget) {
    const look = async () => (await clients.topology.reach(CALL)).state;
    const verdict = await pauseOutlived(cluster, look, say, waiting);
    if (verdict !== 'outlived') {
      say(`${cluster.name}: ${NOT_LIFTED[verdict]}`);
      return verdict === 'runs';
    }
  }
  let asked = false;
  let last = '';
  for (let left = tries; left > 0; left -= 1) {
    const seen = await lookAndResume(clients, asked);
    asked ||= seen.asked;
    const isNews = seen.message !== last && (seen.asked || seen.state !== 'running');
    if (isNews) say(`${cluster.name}: ${seen.message}`);
    if (seen.state === 'running') {
      say(`${cluster.name}: exporting runs on every partition${asked ? ' again' : ''}`);
      return true;
    }
    last = seen.message;
    if (left > 1) await sleep(betweenMs);
  }
  say(
    `${cluster.name}: exporting is NOT confirmed to be running. Ask the gateway by hand: ` +
      `curl -X POST ${withoutCredentials(cluster.zeebe.management).replace(/\/+$/, '')}/actuator/exporting/resume, and see that every partition has a leader.`,
  );
  return false;
}

async function lookAndResume(
  clients: CamundaClients,
  again: boolean,
): Promise<{ state: ExportingState; asked: boolean; message: string }> {
  const seen = await clients.topology.reach(CALL);
  if (seen.state === 'running') return { state: seen.state, asked: false, message: seen.state };
  const resumed = await resumeReachable(clients, () => CALL);
  const did = `exporting was ${seen.state}; resumed it${again ? ' again' : ''}`;
  if (resumed.state === 'running') return { state: resumed.state, asked: true, message: did };
  return { state: resumed.state, asked: true, message: `${did}: ${resumedInWords(resumed)}` };
}
