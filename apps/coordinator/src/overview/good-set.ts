import type { Backup, BackupList } from '#contracts';
import { isRestorable } from '#domain';

/** Whether a backup can be relied on, as far as is known now. */
export function isGood(
  { run, set }: Pick<Backup, 'run' | 'set'>,
  { readAt }: Pick<BackupList['catalogue'], 'readAt'>,
): boolean {
  if (run?.outcome !== 'completed' || run.finishedAt === null) return false;
  // Zeebe may be down: the other parts exist, and the record shows that all of them did.
  if (set !== null) return isRestorable(set);
  // The components were not read since it ended. Where they were, nothing is left of it: it was deleted.
  return readAt === null || Date.parse(readAt) < Date.parse(run.finishedAt);
}
