import type { Backup } from '#contracts';
import type { BackupRun, BackupSet, RunRecord } from '#domain';
import type { Inventory } from './inventory.ts';

/** A set with the run that took it, where it was one of our runs. */
export interface KnownSet {
  backupId: number;
  run: BackupRun | null;
  /** Null while the run is running, and where no part of a set exists. */
  set: BackupSet | null;
}

/** The deletion that left nothing of a set. */
export function deletedBy(deletion: RunRecord | null): Backup['deleted'] {
  if (deletion?.outcome !== 'completed' || deletion.finishedAt === null) return null;
  return { deletionId: deletion.number, at: deletion.finishedAt, origin: deletion.origin };
}

/** No record of a run proves whose set it is: only its own snapshot can show that. */
export function isUnproven(run: RunRecord | null): boolean {
  return run?.kind !== 'backup';
}

/** The run is still running, or the components were not read since it ended: its set cannot be judged yet. */
export function isAheadOf(run: RunRecord | null, { readAt }: Inventory): boolean {
  if (run === null) return false;
  return run.phase !== 'done' || readAt === null || Date.parse(run.finishedAt ?? '') > readAt.getTime();
}
