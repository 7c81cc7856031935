import { CheckFailed } from './check.ts';

/** Clocks further apart than this make times and ids misleading (ms). */
const MAX_SKEW_MS = 60_000;

/**
 * @param skewMs its clock minus ours (ms), null where it does not tell
 * @throws CheckFailed
 */
export function requireSaneClock(skewMs: number | null): void {
  if (skewMs === null || Math.abs(skewMs) <= MAX_SKEW_MS) return;
  throw new CheckFailed(
    `its clock is ${Math.round(skewMs / 1000)} s away from ours`,
    'Synchronise the clocks (NTP) of all machines.',
  );
}
