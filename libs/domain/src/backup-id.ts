/** Zeebe, Operate and Tasklist take 64-bit ids; JSON numbers are exact up to here. */
export const MAX_BACKUP_ID = Number.MAX_SAFE_INTEGER;

/**
 * Next free id: unix seconds, but always greater than every id known anywhere on the cluster. Zeebe never
 * accepts a used id again, even of a failed or deleted backup, and older Optimize versions hold ids in 32 bits;
 * hence seconds and not milliseconds.
 */
export function nextBackupId(nowMs: number, known: Iterable<number>): number {
  let id = Math.floor(nowMs / 1000);
  for (const taken of known) if (taken >= id) id = taken + 1;
  return id;
}

/** The greatest id of the list, or 0. */
export function highestBackupId(known: Iterable<number>): number {
  let highest = 0;
  for (const id of known) if (id > highest) highest = id;
  return highest;
}
