import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster.ts';
import { ask, dig, jsonRequest, type Answer } from '../http.ts';
import { loopback } from '../ports.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses } from '../process-table.ts';
import { SAMPLE_PROCESS, SAMPLE_PROCESS_ID } from '../sample-process.ts';

const AT_ONCE = 8;
const LOOK_EVERY_MS = 500;
const IMPORT_PATIENCE_MS = 120_000;
const RETRIES = 5;

/** How the index of each application says that an instance has arrived there. */
const ARRIVALS = {
  operate: {
    index: 'operate-list-view-*',
    key: 'processInstanceKey',
    only: { joinRelation: 'processInstance' },
    what: 'instances in Operate',
  },
  tasklist: {
    index: 'tasklist-task-*',
    key: 'processInstanceId',
    only: { state: 'CREATED' },
    what: 'open tasks in Tasklist',
  },
} as const;

export async function seed(count: number, cluster: Cluster): Promise<void> {
  const { narrator, at } = cluster;
  const processes = findProcesses(at.dir);
  if (processes.broker.length === 0)
    throw new ClusterProblem('The broker does not run; start the cluster with "up" first.');
  await narrator.step(`process ${SAMPLE_PROCESS_ID} deployed`, () => deploy(cluster));
  const keys = await narrator.step(`${count} instances started`, () => startInstances(count, cluster));
  for (const app of ['operate', 'tasklist'] as const) {
    if (processes[app].length > 0)
      await narrator.step(`${count} ${ARRIVALS[app].what}`, () => awaitArrival(app, keys, cluster));
  }
  await sayTotals(cluster);
}

async function deploy({ ports }: Cluster): Promise<void> {
  const form = new FormData();
  form.append(
    'resources',
    new Blob([SAMPLE_PROCESS], { type: 'application/octet-stream' }),
    `${SAMPLE_PROCESS_ID}.bpmn`,
  );
  await askGateway(`${loopback(ports.gateway)}/v2/deployments`, { method: 'POST', body: form });
}

async function startInstances(count: number, { ports }: Cluster): Promise<string[]> {
  const keys: string[] = [];
  let next = 1;
  const oneAfterTheOther = async () => {
    while (next <= count) {
      const number = next++;
      const body = {
        processDefinitionId: SAMPLE_PROCESS_ID,
        variables: { request: number, amount: 1000 + number },
      };
      const answer = await askGateway(
        `${loopback(ports.gateway)}/v2/process-instances`,
        jsonRequest('POST', body),
      );
      keys.push(String(dig(answer.body, 'processInstanceKey')));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, oneAfterTheOther));
  return keys;
}

/** The gateway refuses with 5xx while it is overloaded or a partition has just changed its leader. */
async function askGateway(url: string, init: RequestInit): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(url, { signal: AbortSignal.timeout(20_000), ...init });
    if (answer && answer.status < 300) return answer;
    const worthRetry = answer === null || answer.status >= 500 || answer.status === 429;
    if (!worthRetry || attempt === RETRIES)
      throw new ClusterProblem(`${url} answered ${JSON.stringify(answer)}`);
    await sleep(attempt * LOOK_EVERY_MS);
  }
}

async function awaitArrival(
  app: keyof typeof ARRIVALS,
  keys: readonly string[],
  cluster: Cluster,
): Promise<void> {
  const { index, key, only, what } = ARRIVALS[app];
  const query = { bool: { filter: [{ term: only }, { terms: { [key]: keys } }] } };
  const deadline = Date.now() + IMPORT_PATIENCE_MS;
  for (;;) {
    const arrived = await countIn(index, query, cluster);
    if (arrived >= keys.length) return;
    if (Date.now() > deadline) {
      const seconds = IMPORT_PATIENCE_MS / 1000;
      throw new ClusterProblem(
        `Only ${arrived} of ${keys.length} ${what} after ${seconds} s. Is exporting paused? "status" tells.`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function countIn(index: string, query: unknown, { ports }: Cluster): Promise<number> {
  const url = `${loopback(ports.elasticsearch)}/${index}`;
  await ask(`${url}/_refresh`, { method: 'POST' });
  return Number(dig((await ask(`${url}/_count`, jsonRequest('POST', { query })))?.body, 'count') ?? 0);
}

async function sayTotals(cluster: Cluster): Promise<void> {
  for (const { index, only, what } of Object.values(ARRIVALS)) {
    cluster.narrator.say(`In all ${await countIn(index, { term: only }, cluster)} ${what}.`);
  }
  cluster.narrator.say(
    `In all ${await countIn('zeebe-record*', { match_all: {} }, cluster)} exported records.`,
  );
}
