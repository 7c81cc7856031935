import type { RunOutcome, RunRecord } from '../run.ts';
import type { StepName } from '../step-name.ts';
import { timeOf } from '../rfc3339.ts';

/** What one backup contributes to a trend. Times are ms since the epoch, spans are ms. */
export interface BackupPoint {
  number: number;
  requestedAt: number;
  finishedAt: number;
  outcome: RunOutcome;
  took: number;
  /** For how long exporting was paused; null where it was not, or the record does not tell. */
  paused: number | null;
  steps: { name: StepName; took: number }[];
}

/** null for a run that is no backup, or has not ended. Pure. */
export function backupPointOf(run: RunRecord): BackupPoint | null {
  const [requestedAt, finishedAt] = [timeOf(run.requestedAt), timeOf(run.finishedAt)];
  if (run.kind !== 'backup' || run.outcome === null || requestedAt === null || finishedAt === null)
    return null;
  const steps = run.steps.flatMap(({ name, startedAt, finishedAt: endedAt }) => {
    const took = spanOf(startedAt, endedAt);
    return took === null ? [] : [{ name, took }];
  });
  return {
    ...{ number: run.number, requestedAt, finishedAt, outcome: run.outcome, steps },
    took: Math.max(0, finishedAt - requestedAt),
    paused: spanOf(run.pausedAt, run.resumedAt),
  };
}

/** Clocks of different machines may differ: no span is below zero. */
function spanOf(from: string | null, to: string | null): number | null {
  const [start, end] = [timeOf(from), timeOf(to)];
  return start === null || end === null ? null : Math.max(0, end - start);
}
