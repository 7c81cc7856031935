/** A part of the log of one partition that can be restored without a gap, from one backup to another. */
export interface LogRange {
  partitionId: number;
  start: { at: number | null };
  end: { checkpointId: number };
}

/** What must be restorable for a dump of the database to be of use. */
export interface RangeNeeded {
  partitions: number;
  /** When the dump began (unix ms). */
  dumpedAt: number;
  /** Id of the Zeebe backup that was taken after the dump. */
  backupId: number;
}

/**
 * Whether the log can be restored around a dump: Zeebe exports again from the position of the restored database, so each
 * partition needs one range from a backup before the dump to the backup after it. Pure.
 * @returns null when it can; otherwise why not, for people
 */
export function lackOfRange(ranges: readonly LogRange[], needed: RangeNeeded): string | null {
  const { partitions, dumpedAt, backupId } = needed;
  const covered = ranges.filter(
    ({ start, end }) => start.at !== null && start.at <= dumpedAt && end.checkpointId >= backupId,
  );
  const found = new Set(covered.map(({ partitionId }) => partitionId));
  const lacking = Array.from({ length: partitions }, (_, index) => index + 1).filter((id) => !found.has(id));
  if (lacking.length === 0) return null;
  const of = `partition${lacking.length === 1 ? '' : 's'} ${lacking.join(', ')}`;
  return `the backups of ${of} have no range without a gap from before ${new Date(dumpedAt).toISOString()} to backup ${backupId}`;
}
