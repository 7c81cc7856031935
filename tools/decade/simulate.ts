import { Redis } from 'ioredis';
import { HistoryTrimmer } from '#engine';
import { HistoryStore } from '#redis';
import { startSimulator } from '../../apps/simulator/src/index.ts';
import { RedisProcess } from '../../test/support/redis.ts';
import { configOf, measure, parsed, type Measured } from './measure.ts';
import { needsOf } from './needs.ts';
import type { RealRuns } from './real-runs.ts';
import { SimulatedHistory } from './simulated-cluster.ts';

const HOUR = 3_600_000;
/** When the first backup is planned. */
const BEGINS = Date.parse('2017-01-01T00:00:00Z');

export interface Plan {
  clusters: number;
  /** `history.keep.count`. */
  count: number;
  /** Hours of simulated time after which is measured, in order, and how they are called. */
  stops: readonly { hours: number; what: string }[];
  real: RealRuns;
  say: (line: string) => void;
}

/** Plays the hourly backups of some clusters, each to its end, and measures on the way. */
export async function simulate(plan: Plan): Promise<Measured[]> {
  const names = Array.from({ length: plan.clusters }, (_, index) => `cluster-${index + 1}`);
  // Its contents are thrown away; the memory that they take is the same without a file.
  const server = await RedisProcess.create({ more: ['--appendonly', 'no'] });
  const redis = new Redis(server.url);
  try {
    const histories = new Map<string, SimulatedHistory>();
    const needs = await needsOf(redis, (name) => histories.get(name)?.sets ?? []);
    const trimmer = new HistoryTrimmer(new HistoryStore(redis), needs);
    for (const cluster of await clustersOf(names, plan.count)) {
      const history = new SimulatedHistory(redis, cluster, plan.real, trimmer);
      histories.set(cluster.name, history);
      await history.begin(BEGINS - HOUR);
    }
    return await play(plan, { names, histories, url: server.url });
  } finally {
    redis.disconnect();
    await server.stop();
  }
}

async function play(
  { stops, count, say }: Plan,
  { names, histories, url }: { names: string[]; histories: Map<string, SimulatedHistory>; url: string },
): Promise<Measured[]> {
  const rows: Measured[] = [];
  const all = [...histories.values()];
  const runsSoFar = (): number => all.reduce((sum, { runs }) => sum + runs, 0);
  let hour = 0;
  for (const { hours, what } of stops) {
    const [before, startedAt] = [runsSoFar(), performance.now()];
    // Each cluster on its own, so that none waits for the others.
    await Promise.all(
      all.map(async (history) => {
        for (let each = hour; each < hours; each += 1) await history.hour(BEGINS + each * HOUR);
      }),
    );
    hour = hours;
    const seconds = (performance.now() - startedAt) / 1_000;
    say(`${what}: ${runsSoFar()} runs, ${Math.round((runsSoFar() - before) / seconds)} a second`);
    const sets = new Map([...histories].map(([name, { sets: ids }]) => [name, ids]));
    rows.push(await measure(url, { names, count, sets, what, runs: runsSoFar() }));
  }
  return rows;
}

/** As the file of an operator would name them. */
async function clustersOf(names: readonly string[], count: number) {
  const simulator = await startSimulator({ clusters: Object.fromEntries(names.map((name) => [name, {}])) });
  const config = configOf(simulator, names, count);
  await simulator.close();
  const schedules = [{ name: 'hourly', cron: '0 * * * *', timezone: 'UTC' }];
  const clusters = config['clusters'] as Record<string, unknown>[];
  return parsed({ ...config, clusters: clusters.map((each) => ({ ...each, schedules })) }).clusters;
}
