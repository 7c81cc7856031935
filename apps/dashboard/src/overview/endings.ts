import type { Overview } from '#contracts';
import { nameOf } from '#domain';
import { capital } from '../time/format.ts';

/** The runs that ended between two overviews, in words. Those that ended before the first are left out. */
export function endingsBetween(before: Overview | null, after: Overview): string[] {
  if (before === null) return [];
  return after.clusters.flatMap(({ name, last }) => {
    const known = before.clusters.find((cluster) => cluster.name === name);
    if (!known || last === null || last.number === known.last?.number) return [];
    return [`${capital(nameOf(last))} of ${name}: ${last.outcome ?? 'ended'}`];
  });
}
