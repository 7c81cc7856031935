import { Redis } from 'ioredis';
import { stringify } from 'yaml';
import { parseConfig, type HoldfastConfig } from '#config';
import { addressOf } from '#contracts/endpoints';
import { startSimulator, type Simulator } from '../../apps/simulator/src/index.ts';
import { HoldfastProcesses } from '../../test/support/holdfast.ts';
import { clusterConfig } from '../../test/support/world.ts';

const ASKED = 300;
/** Requests before the ones that count: caches and code are warm then, as in a process that has run for a while. */
const WARM = 20;

/** What Redis holds, and how long readers wait for it. Times in ms. */
export interface Measured {
  what: string;
  runs: number;
  onRecord: number;
  memoryBytes: number;
  keys: number;
  runList: { p50: number; p99: number };
  overview: { p50: number; p99: number };
  /** An answer that needs no history, asked at the same time: how busy the machine was. */
  control: { p50: number; p99: number };
}

/** How the configuration names the clusters of a simulation. */
export function configOf(
  simulator: Simulator,
  names: readonly string[],
  count: number,
): Record<string, unknown> {
  return {
    http: { port: 0 },
    // Runs of the past are too old by today's clock: in the simulation the count is the bound.
    history: { keep: { count, age: '5200w' } },
    clusters: names.map((name) => clusterConfig(simulator, name, '15m')),
  };
}

export function parsed(config: Record<string, unknown>): HoldfastConfig {
  return parseConfig(stringify(config), {});
}

/**
 * Starts the whole of Holdfast on a Redis, asks its API, and stops it again.
 * @param sets ids of the sets of each cluster, which are placed in the simulated stores
 */
export async function measure(
  redisUrl: string,
  {
    names,
    count,
    sets,
    what,
    runs,
  }: {
    names: readonly string[];
    count: number;
    sets: ReadonlyMap<string, readonly number[]>;
    what: string;
    runs: number;
  },
): Promise<Measured> {
  const redis = new Redis(redisUrl);
  const [memory, keys] = [await redis.info('memory'), await redis.dbsize()];
  const sizes = await Promise.all(names.map((name) => redis.zcard(`{holdfast:${name}}:runs`)));
  redis.disconnect();
  const simulator = await startSimulator({ clusters: Object.fromEntries(names.map((name) => [name, {}])) });
  for (const [name, ids] of sets) await place(simulator, name, ids);
  const holdfast = new HoldfastProcesses(redisUrl, configOf(simulator, names, count));
  try {
    const address = await holdfast.start('standalone');
    const none = { p50: 0, p99: 0 };
    const [runList = none, overview = none, control = none] = await times([
      names.map((cluster) => `${address}${addressOf('run.list', { cluster })}`),
      [`${address}${addressOf('overview.read', {})}`],
      [`${address}${addressOf('me.read', {})}`],
    ]);
    return {
      ...{ what, runs, keys, onRecord: sizes.reduce((sum, size) => sum + size, 0) },
      memoryBytes: Number(/^used_memory:(\d+)/m.exec(memory)?.[1]),
      ...{ runList, overview, control },
    };
  } finally {
    await holdfast.stopAll();
    await simulator.close();
  }
}

async function place(simulator: Simulator, name: string, ids: readonly number[]): Promise<void> {
  const [firstId = 1, second = firstId + 1] = ids;
  const action = { action: 'placeSets', count: ids.length, firstId, step: second - firstId };
  const response = await fetch(`${simulator.controlUrl}/clusters/${name}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  if (!response.ok) throw new Error(`placeSets: ${response.status} ${await response.text()}`);
}

/** Asks each address in turn, so that all of them meet the same machine. In the order of the lists. */
async function times(lists: readonly (readonly string[])[]): Promise<Measured['runList'][]> {
  const all = lists.map((): number[] => []);
  for (let count = 0; count < WARM + ASKED; count += 1)
    for (const [index, addresses] of lists.entries()) {
      const ms = await timeOf(addresses[count % addresses.length] ?? '');
      if (count >= WARM) all[index]?.push(ms);
    }
  return all.map((found) => {
    found.sort((a, b) => a - b);
    const at = (share: number): number =>
      found[Math.min(found.length - 1, Math.floor(found.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99) };
  });
}

async function timeOf(address: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(address);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return performance.now() - startedAt;
}
