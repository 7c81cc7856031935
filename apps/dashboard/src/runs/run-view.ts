import type { Backup, Deletion, Restore, Run } from '#contracts';
import type { RunReference } from '../api/holdfast.ts';

/** A run of any kind, as its page shows it. */
export interface RunView
  extends
    RunReference,
    Pick<Run, 'runId' | 'fence' | 'procedure' | 'version' | 'origin' | 'phase' | 'outcome'>,
    Pick<Run, 'requestedAt' | 'finishedAt' | 'cancelRequestedAt' | 'pausedAt' | 'resumedAt'>,
    Pick<Run, 'checks' | 'steps' | 'failure' | 'labels'> {
  /** "Backup 42", "Restore 43" */
  title: string;
  /** The set that a restore or deletion is about; null for a backup. */
  setId: number | null;
  /** null for a run that has nothing to do with exporting. */
  exporting: Run['exporting'] | null;
  /** What a person is asked to do. */
  waitingFor: Restore['waitingFor'];
  /** What is there of a backup; null for anything else, and while nobody can say. */
  set: Backup['set'];
}

const NO_PAUSE = { exporting: null, pausedAt: null, resumedAt: null } as const;

export function viewOfBackup(backup: Backup): RunView {
  const { backupId } = backup;
  return {
    ...backup,
    ...{ kind: 'backup', number: backupId, title: `Backup ${backupId}`, setId: null, waitingFor: null },
  };
}

export function viewOfDeletion(deletion: Deletion): RunView {
  const { deletionId, backupId } = deletion;
  return {
    ...deletion,
    ...NO_PAUSE,
    ...{ kind: 'deletion', number: deletionId, title: `Deletion ${deletionId}`, setId: backupId },
    ...{ labels: {}, waitingFor: null, set: null },
  };
}

/** @returns null for a plan that was not run */
export function viewOfRestore({ cluster, restoreId, backupId, run, waitingFor }: Restore): RunView | null {
  if (run === null || restoreId === null) return null;
  return {
    ...run,
    // A restore does not pause exporting; its last step reads that every partition exports.
    ...NO_PAUSE,
    ...{ kind: 'restore', cluster, number: restoreId, title: `Restore ${restoreId}`, setId: backupId },
    ...{ labels: {}, waitingFor, set: null },
  };
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
  return `${run.title} of ${run.cluster}: ${run.outcome ?? 'goes on'}`;
}
