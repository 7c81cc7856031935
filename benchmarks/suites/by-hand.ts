import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../../test/support/world.ts';
import { backUp, benchWorld, type Times } from '../backup-times.ts';
import { median, type Figure, type Suite } from '../figures.ts';

const CLUSTER = 'bench';
const ROUNDS = 5;
async function json<T>(url: string, method = 'GET', body?: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as T;
}

async function until(url: string, everyMs: number): Promise<void> {
  // Right after the request 8.6 may answer with an error: it does not know the backup yet.
  const state = (): Promise<string | undefined> =>
    json<{ state?: string }>(url).then(
      (answer) => answer.state,
      () => undefined,
    );
  while ((await state()) !== 'COMPLETED') await sleep(everyMs);
}

function addressesOf(world: World): NonNullable<World['simulator']['clusters'][string]> {
  const addresses = world.simulator.clusters[CLUSTER];
  if (addresses === undefined) throw new Error(`the simulator has no cluster ${CLUSTER}`);
  return addresses;
}

/** The documented steps as a plain script, which asks in this interval whether a component is ready (ms). */
async function byHand(world: World, backupId: number, everyMs: number): Promise<Times> {
  const { zeebe, operate, tasklist, optimize, elasticsearch } = addressesOf(world);
  const apps = [operate, tasklist, optimize].map((url) => `${url ?? ''}/actuator/backups`);
  const startedAt = performance.now();
  for (const url of apps) await json(url, 'POST', { backupId });
  for (const url of apps) await until(`${url}/${backupId}`, everyMs);
  const pausedAt = performance.now();
  await json(`${zeebe}/actuator/exporting/pause?soft=true`, 'POST');
  const snapshot = `${elasticsearch}/_snapshot/camunda/camunda_zeebe_records_backup_${backupId}`;
  await json(`${snapshot}?wait_for_completion=true`, 'PUT', {
    indices: 'zeebe-record*',
    feature_states: ['none'],
  });
  await json(`${zeebe}/actuator/backups`, 'POST', { backupId });
  await until(`${zeebe}/actuator/backups/${backupId}`, everyMs);
  await json(`${zeebe}/actuator/exporting/resume`, 'POST');
  const end = performance.now();
  return { whole: (end - startedAt) / 1000, pause: (end - pausedAt) / 1000 };
}

const METHODS: Record<string, (world: World) => Promise<Times>> = {
  /** Asks every 10 ms: what is left is the time of the components. */
  limit: (world) => byHand(world, nextId(), 10),
  'by hand, asking every 5 s': (world) => byHand(world, nextId(), 5_000),
  'by hand, asking every 0.5 s': (world) => byHand(world, nextId(), 500),
  Holdfast: (world) => backUp(world, CLUSTER),
};

const nextId = (): number => Math.floor(Date.now() / 1000);

async function run(): Promise<Figure[]> {
  const world = await benchWorld([CLUSTER]);
  const times: Record<string, Times[]> = {};
  try {
    // The first one pays for what is loaded and compiled.
    for (const method of Object.values(METHODS)) await method(world);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, method] of Object.entries(METHODS)) {
        // Ids are seconds, and each is greater than the one before.
        await sleep(1_100);
        (times[name] ??= []).push(await method(world));
      }
  } finally {
    await world.close();
  }
  const of = (name: string, key: keyof Times): number[] => (times[name] ?? []).map((each) => each[key]);
  const limit = { whole: median(of('limit', 'whole')), pause: median(of('limit', 'pause')) };
  const others = Object.keys(METHODS).filter((name) => name !== 'limit');
  const ratios = (['whole', 'pause'] as const).flatMap((key) =>
    others.map((name): Figure => ({
      what: `${name}: ${key === 'whole' ? 'whole backup' : 'exporting paused'}, against the limit`,
      unit: '×',
      values: of(name, key).map((value) => value / limit[key]),
      ...(name === 'Holdfast' && {
        target: 1.05 + (key === 'whole' ? 0.3 : 0.2) / limit[key],
      }),
    })),
  );
  const absolute = (['whole', 'pause'] as const).flatMap((key) =>
    Object.keys(METHODS).map((name): Figure => ({
      what: `${name}: ${key === 'whole' ? 'whole backup' : 'exporting paused'}`,
      unit: 's',
      values: of(name, key),
    })),
  );
  return [...ratios, ...absolute];
}

export const byHandSuite: Suite = {
  name: 'by-hand',
  about: `One backup of a simulated 8.6 by a plain script and by Holdfast, in turn, ${ROUNDS} times each; the limit is the same script asking every 10 ms.`,
  run,
};
