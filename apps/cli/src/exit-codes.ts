import type { Backup, ProblemKind, Restore, Run } from '#contracts';

/** What a script may rely on. Anything unknown counts as failed. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  waitTimedOut: 4,
  rejected: 5,
  notFound: 6,
  verifyFailed: 7,
  attention: 10,
  busy: 11,
  notAllowed: 12,
  exportingNotRunning: 20,
  interrupted: 130,
} as const;

type Ended = Pick<Run, 'outcome'> & {
  /** null for a run that has nothing to do with exporting. */
  exporting: Run['exporting'] | null;
};

/** Of a run that has ended. Exporting that is not confirmed to run is worse than a run that failed. */
export function exitCodeOf({ outcome, exporting }: Ended): number {
  if (outcome === 'rejected') return EXIT.rejected;
  if (exporting !== null && exporting !== 'running') return EXIT.exportingNotRunning;
  return outcome === 'completed' ? EXIT.ok : EXIT.failed;
}

/** Of a backup that is looked at: what it is good for, not what exporting did then. */
export function exitCodeOfBackup({ run, set }: Pick<Backup, 'run' | 'set'>): number {
  if (run !== null && run.phase !== 'done') return EXIT.ok;
  const outcome = run?.outcome ?? null;
  if (set === null || outcome === 'rejected') return exitCodeOf({ outcome, exporting: null });
  if (set.state === 'failed') return EXIT.failed;
  return set.state === 'complete' || set.state === 'running' ? EXIT.ok : EXIT.partial;
}

/** Of a plan or a restore that is looked at. */
export function exitCodeOfRestore({ run, runnable }: Pick<Restore, 'run' | 'runnable'>): number {
  if (run === null) return runnable ? EXIT.ok : EXIT.rejected;
  return run.phase === 'done' ? exitCodeOf({ outcome: run.outcome, exporting: null }) : EXIT.ok;
}

/** Problems that mean more than their HTTP status does. */
const BY_KIND: Partial<Record<ProblemKind, number>> = {
  'set-foreign': EXIT.notAllowed,
  'confirmation-needed': EXIT.notAllowed,
  'set-kept': EXIT.notAllowed,
  'last-complete-set': EXIT.notAllowed,
  'plan-stale': EXIT.rejected,
  'plan-not-runnable': EXIT.rejected,
  'already-done': EXIT.rejected,
  'not-waiting': EXIT.rejected,
  'schedule-not-paused': EXIT.rejected,
  'no-retention': EXIT.rejected,
  'preview-stale': EXIT.rejected,
  'lock-not-held': EXIT.rejected,
};

const BY_STATUS: Record<number, number> = {
  400: EXIT.usage,
  401: EXIT.notAllowed,
  403: EXIT.notAllowed,
  404: EXIT.notFound,
  409: EXIT.busy,
  422: EXIT.usage,
};

export function exitCodeOfProblem(status: number, kind: string | null): number {
  return BY_KIND[kind as ProblemKind] ?? BY_STATUS[status] ?? EXIT.failed;
}

/** Of a verb that says whether exporting runs: where that was not found out, it is not confirmed to run. */
export function exitCodeOfExporting(code: number): number {
  return code === EXIT.failed ? EXIT.exportingNotRunning : code;
}
