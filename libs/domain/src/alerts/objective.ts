import type { ScheduleFacts } from './alert-facts.ts';

/** A backup may be late by half an interval: jitter, a buffered start, a long run. */
const SLACK = 1.5;

/** Within which time a backup is expected by the schedules that are not paused (ms); null where nothing is expected. */
function expectedWithin(
  schedules: readonly Pick<ScheduleFacts, 'paused' | 'expectedIntervalMs'>[],
): number | null {
  const running = schedules.filter(({ paused }) => paused === null);
  if (running.length === 0) return null;
  return SLACK * Math.min(...running.map(({ expectedIntervalMs }) => expectedIntervalMs));
}

/**
 * How old the newest completed backup may be (ms); null where it may have any age.
 * @param configured null where it follows from the schedules
 */
export function objectiveOf(
  configured: number | 'none' | null,
  schedules: readonly Pick<ScheduleFacts, 'paused' | 'expectedIntervalMs'>[],
): number | null {
  return configured === 'none' ? null : (configured ?? expectedWithin(schedules));
}

/** `36 h`, `90 min`, `45 s`. */
export function inHours(ms: number): string {
  if (ms >= 2 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 1_000)} s`;
}
