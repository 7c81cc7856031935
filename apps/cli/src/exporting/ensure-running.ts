import { setTimeout as sleep } from 'node:timers/promises';
import { createCamundaClients, resumedInWords, resumeReachable, type CamundaClients } from '#camunda';
import { withoutCredentials, type ClusterConfig, type HoldfastConfig } from '#config';
import type { ExportingState } from '#domain';
import { EXIT } from '../exit-codes.ts';

const CALL = { timeoutMs: 5_000, caller: 'holdfast (exporting ensure-running)' };

export interface Patience {
  /** How often to ask for a resume and read it back, and the time between (ms). */
  tries: number;
  betweenMs: number;
}

const DEFAULT: Patience = { tries: 10, betweenMs: 2_000 };

/**
 * Makes exporting run on every partition of the named clusters (all, without a name). It calls only Zeebe, and needs
 * neither Redis nor a coordinator. Lifts every pause, also one that Holdfast did not make. Idempotent.
 * @returns 0 when exporting was read back as running on all of them, 6 for an unknown cluster, else 20
 */
export async function ensureRunning(
  config: HoldfastConfig,
  names: readonly string[],
  say: (line: string) => void,
  patience: Patience = DEFAULT,
): Promise<number> {
  const known = config.clusters.map((cluster) => cluster.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    say(`No cluster "${unknown.join('", "')}" is configured. Known: ${known.join(', ')}.`);
    return EXIT.notFound;
  }
  const wanted = config.clusters.filter((cluster) => names.length === 0 || names.includes(cluster.name));
  const running = await Promise.all(wanted.map((cluster) => ensure(cluster, say, patience)));
  return running.every(Boolean) ? EXIT.ok : EXIT.exportingNotRunning;
}

async function ensure(
  cluster: ClusterConfig,
  say: (line: string) => void,
  { tries, betweenMs }: Patience,
): Promise<boolean> {
  const clients = createCamundaClients(cluster, CALL);
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
