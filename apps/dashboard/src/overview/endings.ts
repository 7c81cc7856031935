import type { Overview } from '#contracts';
import { nameOf } from '#domain';
import { capital } from '../time/format.ts';

/** The runs that ended between two overviews, in words. Those that ended before the first are left out. */
export function endingsBetween(before: Overview | null, after: Overview): string[] {
  if (before === null) return [];
  const known = new Map(before.clusters.map((cluster) => [cluster.name, cluster]));
  return after.clusters.flatMap((cluster) => {
    const { name, last } = cluster;
    const earlier = known.get(name);
    if (!earlier || earlier === cluster || last === null || last.number === earlier.last?.number) return [];
    return [`${capital(nameOf(last))} of ${name}: ${last.outcome ?? 'ended'}`];
  });
}
