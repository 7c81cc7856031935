import { medianOf } from './statistics.ts';

const DAY_MS = 86_400_000;
/** With fewer values, or over less time, a line through them says nothing about what comes. */
const FEWEST = 5;
const SHORTEST_MS = 2 * DAY_MS;
/** Further ahead than this no line holds. */
const FURTHEST_MS = 2 * 365 * DAY_MS;
/** The slope is the median of the slopes between all pairs: of more values than this, of evenly spread ones. */
const MOST = 200;

/** A value at a time (ms since the epoch). */
export interface Reading {
  at: number;
  value: number;
}

/** Where values are, and where they go if they continue as before. */
export interface Forecast {
  /** The value on the line at the time of the last reading. */
  now: number;
  perDay: number;
  /** When the line reaches the limit (ms since the epoch); null where it does not within two years, or there is no limit. */
  reachesAt: number | null;
}

/**
 * A line through readings that single outliers do not move (Theil and Sen). Pure.
 * @param readings the oldest first
 * @param limit the line may reach it; null for none
 * @returns null where there are too few to tell
 */
export function forecastOf(readings: readonly Reading[], limit: number | null): Forecast | null {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || readings.length < FEWEST || last.at - first.at < SHORTEST_MS) return null;
  const used = spread(readings);
  const slopes = used.flatMap((from, index) =>
    used
      .slice(index + 1)
      .flatMap((to) => (to.at > from.at ? [(to.value - from.value) / (to.at - from.at)] : [])),
  );
  const slope = medianOf(slopes) ?? 0;
  const start = medianOf(used.map(({ at, value }) => value - slope * (at - last.at))) ?? 0;
  const now = Math.max(0, start);
  return {
    now,
    perDay: slope * DAY_MS,
    reachesAt: limit === null ? null : reachedAt({ at: last.at, now, slope, limit }),
  };
}

function reachedAt(line: { at: number; now: number; slope: number; limit: number }): number | null {
  const { at, now, slope, limit } = line;
  if (now >= limit) return at;
  if (slope <= 0) return null;
  const after = (limit - now) / slope;
  return after > FURTHEST_MS ? null : Math.round(at + after);
}

function spread(readings: readonly Reading[]): readonly Reading[] {
  if (readings.length <= MOST) return readings;
  const step = (readings.length - 1) / (MOST - 1);
  return Array.from({ length: MOST }, (_, index) => readings[Math.round(index * step)]).filter(
    (reading) => reading !== undefined,
  );
}
