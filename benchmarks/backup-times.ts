import { isCall, World, type WorldOptions } from '../test/support/world.ts';

/** Steps of some seconds each, so that what is added to them shows; the answers of the components are those of 8.6. */
const SETTINGS = {
  zeebe: { appearDelayMs: 100, partitionStaggerMs: 100, partitionDurationMs: 2_000 },
  operate: { appearDelayMs: 100, partDurationMs: 300, partGapMs: 50 },
  tasklist: { appearDelayMs: 100, partDurationMs: 300, partGapMs: 50 },
  optimize: { appearDelayMs: 100, partDurationMs: 800, partGapMs: 50 },
  elasticsearch: { snapshotDurationMs: 1_500 },
};
/** The defaults of the product, in the place of the short ones of the tests. */
export const DEFAULT_STEPS = {
  pollMin: '100ms',
  pollMax: '5s',
  appearGrace: '30s',
  incompleteGrace: '5m',
  webAppDeadline: '6h',
  busyTimeout: '10m',
};

/** Simulated clusters, and one standalone Holdfast with the defaults of the product. */
export async function benchWorld(clusters: string[], hooks: WorldOptions['hooks'] = {}): Promise<World> {
  const world = await World.create(clusters, { steps: DEFAULT_STEPS, pauseBudget: '15m', hooks });
  for (const cluster of clusters) await world.patch(cluster, SETTINGS);
  return world;
}

/** Seconds. */
export interface Times {
  whole: number;
  pause: number;
}

/** What a backup is measured on. */
type Measured = Pick<World, 'api' | 'simulator'>;

/** From the request to the end that a client sees; the pause as the simulated gateway saw it. */
export async function backUp({ api, simulator }: Measured, cluster: string): Promise<Times> {
  const since = simulator.inspect(cluster).effects.at(-1)?.seq ?? 0;
  const startedAt = performance.now();
  const { body } = await api.start(cluster);
  const run = await api.done(cluster, body.backupId);
  const whole = (performance.now() - startedAt) / 1000;
  if (run.outcome !== 'completed') throw new Error(`the backup ${run.outcome ?? ''}: ${JSON.stringify(run)}`);
  const calls = simulator.inspect(cluster, since).effects.filter(isCall);
  const at = (what: string): number =>
    Date.parse(
      calls.find(({ method, path }) => method === 'POST' && path.includes(`exporting/${what}`))?.at ?? '',
    );
  return { whole, pause: (at('resume') - at('pause')) / 1000 };
}
