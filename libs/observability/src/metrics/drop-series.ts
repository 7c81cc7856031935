import type { Registry } from 'prom-client';

/** Only our own: to read one of Node's measures it again. */
const OURS = 'holdfast_';
const OF_SCHEDULES = `${OURS}schedule_`;

type Labels = Partial<Record<'cluster' | 'schedule', string>>;

/**
 * Removes the series of what is no longer configured: a last value would stay for as long as the process lives, and raise
 * alerts about a cluster that is gone.
 * @param isGone asked for every series that has a cluster; `isOfSchedule` where it tells the state of a schedule
 */
export async function dropSeries(
  registry: Registry,
  isGone: (labels: Labels, isOfSchedule: boolean) => boolean,
): Promise<void> {
  const names = registry.getMetricsAsArray().map(({ name }) => name);
  for (const name of names.filter((each) => each.startsWith(OURS))) {
    const metric = registry.getSingleMetric(name);
    for (const { labels } of (await metric?.get())?.values ?? []) {
      // A histogram has a value for each of its buckets, and is removed as a whole.
      const own = Object.fromEntries(Object.entries(labels).filter(([label]) => label !== 'le'));
      const { cluster, schedule } = own as Labels;
      if (cluster === undefined) continue;
      const isOfSchedule = name.startsWith(OF_SCHEDULES);
      if (isGone({ cluster, ...(schedule !== undefined && { schedule }) }, isOfSchedule)) metric?.remove(own);
    }
  }
}
