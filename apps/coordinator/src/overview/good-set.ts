import type { Backup, BackupList } from '#contracts';
import { isRestorable } from '#domain';

/** Whether a backup can be relied on, as far as anybody knows now. */
export function isGood(
  { run, set }: Pick<Backup, 'run' | 'set'>,
  { readAt }: Pick<BackupList['catalogue'], 'readAt'>,
): boolean {
  if (run?.outcome !== 'completed' || run.finishedAt === null) return false;
  // Zeebe may be away: the other parts are there, and the record says that all of them were.
  if (set !== null) return isRestorable(set);
  // Nobody has looked since it ended. Where somebody has, nothing is left of it: it was deleted.
  return readAt === null || Date.parse(readAt) < Date.parse(run.finishedAt);
}
