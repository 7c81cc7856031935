import type { RunRecord } from './run.ts';
import type { StepName } from './step-name.ts';

/** How long after its end something that a run asked for may still arrive (ms). */
export const LATE_MS = 24 * 3_600_000;
/** The same for a backup of Zeebe, which does not say who asked for it (ms). */
export const LATE_UNNAMED_MS = 10 * 60_000;

type Ended = Pick<RunRecord, 'kind' | 'phase' | 'outcome' | 'finishedAt' | 'steps'>;

/**
 * A backup failed before the outcome of this step's call was known: the call may still arrive, from
 * a process that stood still or out of a network.
 * @param now ms since the epoch
 */
export function mayArriveLate(run: Ended, name: StepName, now: number): boolean {
  if (run.kind !== 'backup' || run.phase !== 'done' || run.finishedAt === null) return false;
  if (run.outcome !== 'failed' && run.outcome !== 'cancelled') return false;
  const step = run.steps.find((each) => each.name === name);
  const asked = step !== undefined && step.attempts > 0 && step.state !== 'done';
  return asked && now - Date.parse(run.finishedAt) < LATE_MS;
}

/**
 * Whether a part began after the end of its run, and so by a call that arrived late.
 * @param startedAt of the part, by the clock of what holds it (ms since the epoch)
 * @param withinMs how long after the end it may have started. For a part that does not name its run, a later start
 *   is more likely a person who finishes a failed backup by hand than a late call
 */
export function arrivedLate(
  { finishedAt }: Ended,
  startedAt: number | null,
  withinMs: number = Number.POSITIVE_INFINITY,
): boolean {
  if (startedAt === null || finishedAt === null) return false;
  const after = startedAt - Date.parse(finishedAt);
  return after > 0 && after <= withinMs;
}
