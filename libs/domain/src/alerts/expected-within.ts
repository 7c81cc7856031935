import type { ScheduleFacts } from './alert-facts.ts';

/** A backup may be late by half an interval: jitter, a buffered start, a long run. */
const SLACK = 1.5;

/** Within which time a backup is expected by the schedules that are not paused (ms); null where nothing is expected. */
export function expectedWithin(schedules: readonly ScheduleFacts[]): number | null {
  const running = schedules.filter(({ paused }) => paused === null);
  if (running.length === 0) return null;
  return SLACK * Math.min(...running.map(({ expectedIntervalMs }) => expectedIntervalMs));
}

/** `36 h`, `90 min`, `45 s`. */
export function inHours(ms: number): string {
  if (ms >= 2 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 1_000)} s`;
}
