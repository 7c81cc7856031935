import type { Backup, Restore, Run } from '#contracts';
import { nameOf } from '#domain';
import { capital } from '../time/format.ts';

/** A run of any kind, as its page shows it. */
export interface RunView extends Omit<Run, 'exporting'> {
  /** "Backup 42", "Restore 43" */
  title: string;
  /** null for a run that has nothing to do with exporting. */
  exporting: Run['exporting'] | null;
  /** What a person is asked to do. */
  waitingFor: Restore['waitingFor'];
  /** The parts of a backup; null for anything else, and while they are unknown. */
  set: Backup['set'];
}

const titleOf = (run: Run): string => capital(nameOf(run));

/** @returns null where no run of the backup is on record */
export function viewOfBackup({ run, set }: Backup): RunView | null {
  return run && { ...run, title: titleOf(run), waitingFor: null, set };
}

export function viewOfDeletion(run: Run): RunView {
  return withoutExporting(run, null);
}

/** @returns null for a plan that was not run */
export function viewOfRestore({ run, waitingFor }: Restore): RunView | null {
  return run && withoutExporting(run, waitingFor);
}

/** Neither a restore nor a deletion pauses exporting. */
function withoutExporting(run: Run, waitingFor: RunView['waitingFor']): RunView {
  return { ...run, exporting: null, title: titleOf(run), waitingFor, set: null };
}

/** How long exporting was paused by the run (ms), until now where it still is; null where it was not. */
export function pausedMs(
  { pausedAt, resumedAt }: Pick<RunView, 'pausedAt' | 'resumedAt'>,
  now: number,
): number | null {
  if (pausedAt === null) return null;
  return Math.max(0, (resumedAt === null ? now : Date.parse(resumedAt)) - Date.parse(pausedAt));
}

/** What came of a run in one sentence, for a screen reader and the title of the window. */
export function endingOf(run: Pick<RunView, 'title' | 'cluster' | 'outcome'>): string {
  return `${run.title} of ${run.cluster}: ${run.outcome ?? 'running'}`;
}
