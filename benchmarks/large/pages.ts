import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf } from '#contracts/endpoints';
import { percentile, type Figure } from '../figures.ts';
import { CLUSTER, type LargeWorld } from './large-world.ts';
import { timeOf, timesOf } from './requests.ts';

/** What was read from the components is as good as new for two seconds. */
const STALE_MS = 2_100;
const COLD_STARTS = 3;
const STALE_READS = 5;
/** Answers from what was read last, after each new reading. */
const WARM_READS = 40;
/** Of what the dashboard asks for. */
const ROUNDS = 200;
/** Between two rounds: the answers are spread over the loops of Holdfast, which run meanwhile. */
const PAUSE_MS = 100;
/** No answer that comes from memory or Redis takes longer, but for one in a hundred (ms). */
const WARM_TARGET_MS = 50;

const list = (query: { limit: number; cursor?: number }): string =>
  addressOf('backup.list', { cluster: CLUSTER }, query);
const FIRST_PAGE = list({ limit: 20 });

/** The catalogue: directly after the start of Holdfast, when the last reading is too old, and from the last reading. */
export async function listFigures(large: LargeWorld): Promise<Figure[]> {
  const cold: number[] = [];
  for (let start = 0; start < COLD_STARTS; start += 1) {
    await large.restart();
    cold.push(await timeOf(large.api(), FIRST_PAGE));
  }
  const again: number[] = [];
  const warm: number[] = [];
  for (let read = 0; read < STALE_READS; read += 1) {
    await sleep(STALE_MS);
    again.push(await timeOf(large.api(), FIRST_PAGE));
    // A reading that took long may have been answered before its end: these wait for it.
    await timesOf(large.api(), [FIRST_PAGE], { rounds: 2 });
    warm.push(...((await timesOf(large.api(), [FIRST_PAGE], { rounds: WARM_READS }))[0] ?? []));
  }
  const deep = await timeOf(large.api(), list({ limit: 20, cursor: large.setAt(0.1) }));
  const hundred = await timeOf(large.api(), list({ limit: 100, cursor: large.setAt(0.5) }));
  const show = addressOf('backup.show', { cluster: CLUSTER, id: large.setAt(0.9) });
  const one = await timesOf(large.api(), [show], { rounds: 3, pauseMs: STALE_MS });
  const what = 'backup list, 20 sets';
  return [
    { what: `${what}: first after a start`, unit: 'ms', values: cold },
    { what: `${what}: read again`, unit: 'ms', values: again },
    ...percentiles(`${what}: warm`, warm),
    { what: `${what}: a page never shown before`, unit: 'ms', values: [deep] },
    { what: 'backup list, 100 sets: a page never shown before', unit: 'ms', values: [hundred] },
    { what: 'one backup: read again', unit: 'ms', values: one[0] ?? [] },
  ];
}

/** What the pages of the dashboard ask for. */
export async function pageFigures(large: LargeWorld): Promise<Figure[]> {
  const params = { cluster: CLUSTER };
  const paths = {
    'overview.read': addressOf('overview.read', {}),
    'cluster.list': addressOf('cluster.list', {}),
    'run.list': addressOf('run.list', params, { limit: 20 }),
    'schedule.list': addressOf('schedule.list', params),
    'me.read': addressOf('me.read', {}),
  };
  // Caches and code are warm then, as in a process that has run for a while.
  await timesOf(large.api(), Object.values(paths), { rounds: 20 });
  const times = await timesOf(large.api(), Object.values(paths), { rounds: ROUNDS, pauseMs: PAUSE_MS });
  return Object.keys(paths).flatMap((name, index) => percentiles(name, times[index] ?? []));
}

/** What Holdfast and Redis hold at the end. */
export async function memoryFigures({ world: { redis }, peakMb }: LargeWorld): Promise<Figure[]> {
  const memory = await redis.ask((client) => client.info('memory'));
  const usedMb = Number(/^used_memory:(\d+)/m.exec(memory)?.[1]) / 1_000_000;
  return [
    { what: 'standalone: most memory', unit: 'MB', values: [peakMb] },
    { what: 'Redis: memory in use', unit: 'MB', values: [usedMb] },
  ];
}

function percentiles(what: string, times: readonly number[]): Figure[] {
  return [
    { what: `${what}, p50`, unit: 'ms', values: [percentile(times, 0.5)] },
    { what: `${what}, p99`, unit: 'ms', values: [percentile(times, 0.99)], target: WARM_TARGET_MS },
  ];
}
