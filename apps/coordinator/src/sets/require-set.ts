import type { BackupSet } from '#domain';
import type { KnownSet } from '../catalogue/known-set.ts';
import { ProblemError } from '../http/problem.error.ts';

/**
 * The set, once it is there and at rest.
 * @param advice what to do while it is being taken
 * @throws ProblemError set-running | unknown-backup
 */
export function requireSet({ backupId, run, set }: KnownSet, advice: string): BackupSet {
  if (set !== null && set.state !== 'running') return set;
  if (set === null && run?.phase === 'done')
    throw new ProblemError(
      'unknown-backup',
      `Nothing of backup ${backupId} is there; its run ended as ${run.outcome ?? 'unknown'}.`,
    );
  throw new ProblemError('set-running', `Backup ${backupId} is being taken; ${advice}.`);
}
