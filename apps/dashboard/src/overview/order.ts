import type { ClusterOverview } from '#contracts';
import { overdue, STANDINGS, standingsOf } from './standing.ts';

export const SORTS = ['worst', 'name', 'age', 'next'] as const;
export type Sort = (typeof SORTS)[number];

/** Ages are compared by quarters of what is wanted: otherwise two clusters would change places again and again. */
const QUARTERS = 4;
/** From this many times the wanted age on, all are equally late. */
const LATEST = 10;

const byName = new Intl.Collator('en', { numeric: true }).compare;

type Ranked = Pick<
  ClusterOverview,
  'name' | 'alerts' | 'current' | 'waitingFor' | 'lastGood' | 'objectiveSeconds' | 'next'
>;

/**
 * Clusters in an order that changes only when something of weight does.
 * - `worst`: what waits for a person, critical alerts, warnings, clusters with a run, then by the age of the newest good set
 *   against what is wanted, then by name;
 * - `age`: the oldest good set first, those without one before all;
 * - `next`: the next planned backup first, those without one last.
 * @param now by the server's clock (ms since the epoch). Pure: the given list stays as it is.
 */
export function ordered<Of extends Ranked>(clusters: readonly Of[], sort: Sort, now: number): Of[] {
  const keyed = clusters.map((cluster) => ({ cluster, key: keyOf(cluster, sort, now) }));
  keyed.sort((a, b) => compare(a.key, b.key) || byName(a.cluster.name, b.cluster.name));
  return keyed.map(({ cluster }) => cluster);
}

function keyOf(cluster: Ranked, sort: Sort, now: number): number[] {
  if (sort === 'name') return [];
  if (sort === 'age')
    return [cluster.lastGood === null ? -Infinity : Date.parse(cluster.lastGood.finishedAt)];
  if (sort === 'next') return [cluster.next === null ? Infinity : Date.parse(cluster.next.at)];
  const [worst = 'fine'] = standingsOf(cluster, now);
  // Being late is a matter of degree, which the age tells.
  const rank = STANDINGS.indexOf(worst === 'fine' ? 'late' : worst);
  return [rank, -Math.floor(Math.min(overdue(cluster, now), LATEST) * QUARTERS)];
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? 0;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}

/**
 * The clusters of `wanted` in the order in which they were shown before; what is new follows where it belongs among the rest.
 * For a moment in which a person points at a row: it must not move away from under the pointer. Pure.
 */
export function keptInPlace<Of extends { name: string }>(
  wanted: readonly Of[],
  before: readonly string[],
): Of[] {
  const places = new Map(before.map((name, index) => [name, index]));
  const known = wanted.filter(({ name }) => places.has(name));
  known.sort((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0));
  return [...known, ...wanted.filter(({ name }) => !places.has(name))];
}
