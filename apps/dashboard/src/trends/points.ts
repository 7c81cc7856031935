import type { Trend } from '#contracts';
import type { Point } from '../charts/chart.ts';

type Backup = Trend['backups'][number];

/** Of the backups that completed: the others took as long as it took to fail. */
export function pointsOf(trend: Trend, value: (backup: Backup) => number | null): Point[] {
  return trend.backups
    .filter(({ outcome }) => outcome === 'completed')
    .map((backup) => ({ at: Date.parse(backup.requestedAt), value: value(backup) }));
}

/** The time that all charts of a trend show. */
export function timeOf({ from, to }: Trend): { from: number; to: number } {
  return { from: Date.parse(from), to: Date.parse(to) };
}

/** Sentences of those parts that have something to say. */
export function sentences(...parts: (string | null)[]): string {
  return parts
    .filter((part) => part !== null)
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`)
    .join(' ');
}
