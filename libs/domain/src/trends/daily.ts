import { RUN_OUTCOMES, type RunOutcome } from '../run.ts';
import type { BackupPoint } from './backup-point.ts';
import { medianOf } from './statistics.ts';

const DAY_MS = 86_400_000;

/** The backups of one day (UTC). Spans are ms. */
export interface Day {
  /** `2026-11-29`. */
  date: string;
  outcomes: Record<RunOutcome, number>;
  /** Of the completed ones; null where there is none. */
  medianTook: number | null;
  longestPause: number | null;
  /** How old the newest completed backup was at the worst moment of the day; null before the first one. */
  oldestAge: number | null;
}

/**
 * Every day from one time to another, also those without a backup. Pure.
 * @param points of every backup that ended in that time, and before it the last one that completed; the oldest first
 * @param from ms since the epoch; the day that it is in comes first
 */
export function dailyOf(points: readonly BackupPoint[], { from, to }: { from: number; to: number }): Day[] {
  const byDay = grouped(points);
  const [first, last] = [Math.floor(from / DAY_MS), Math.floor(to / DAY_MS)];
  let goodSince = lastCompleted(points.filter(({ finishedAt }) => finishedAt < first * DAY_MS));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const day = first + index;
    const ended = byDay.get(day) ?? [];
    const oldestAge = worstAge(ended, goodSince, Math.min(to, (day + 1) * DAY_MS));
    goodSince = lastCompleted(ended) ?? goodSince;
    return { ...figuresOf(ended), date: new Date(day * DAY_MS).toISOString().slice(0, 10), oldestAge };
  });
}

function grouped(points: readonly BackupPoint[]): Map<number, BackupPoint[]> {
  const byDay = new Map<number, BackupPoint[]>();
  for (const point of points) {
    const day = Math.floor(point.finishedAt / DAY_MS);
    byDay.set(day, [...(byDay.get(day) ?? []), point]);
  }
  return byDay;
}

function figuresOf(ended: readonly BackupPoint[]): Omit<Day, 'date' | 'oldestAge'> {
  const completed = ended.filter(({ outcome }) => outcome === 'completed');
  const pauses = ended.map(({ paused }) => paused).filter((paused) => paused !== null);
  return {
    outcomes: Object.fromEntries(
      RUN_OUTCOMES.map((outcome) => [outcome, ended.filter((each) => each.outcome === outcome).length]),
    ) as Day['outcomes'],
    medianTook: medianOf(completed.map(({ took }) => took)),
    longestPause: pauses.length === 0 ? null : Math.max(...pauses),
  };
}

function lastCompleted(points: readonly BackupPoint[]): number | null {
  return points.findLast(({ outcome }) => outcome === 'completed')?.finishedAt ?? null;
}

/** The age grows until a backup completes, so it is the greatest right before one, or at the end. */
function worstAge(ended: readonly BackupPoint[], goodSince: number | null, until: number): number | null {
  const ages: number[] = [];
  let since = goodSince;
  for (const { outcome, finishedAt } of ended) {
    if (outcome !== 'completed') continue;
    if (since !== null) ages.push(finishedAt - since);
    since = finishedAt;
  }
  if (since !== null) ages.push(until - since);
  return ages.length === 0 ? null : Math.max(...ages);
}
