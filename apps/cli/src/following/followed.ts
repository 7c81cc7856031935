import type { Deletion, Restore, Run } from '#contracts';
import type { HoldfastClient, RunReference } from '../api/holdfast.client.ts';

/** A run of any kind, as far as it is shown while it goes on. */
export interface Followed
  extends
    RunReference,
    Pick<Run, 'fence' | 'procedure' | 'version' | 'phase' | 'outcome' | 'requestedAt' | 'finishedAt'>,
    Pick<Run, 'checks' | 'steps' | 'failure' | 'pausedAt' | 'resumedAt'> {
  /** The set that the run is about. */
  backupId: number;
  /** "Backup 42", "Restore 43 of backup 42" */
  title: string;
  /** null for a run that has nothing to do with exporting. */
  exporting: Run['exporting'] | null;
  /** What a person is asked to do. */
  waitingFor: Restore['waitingFor'];
  /** As the API gave it. */
  raw: unknown;
}

export function followedBackup(run: Run): Followed {
  return {
    ...run,
    kind: 'backup',
    number: run.backupId,
    title: `Backup ${run.backupId}`,
    waitingFor: null,
    raw: run,
  };
}

export function followedDeletion(deletion: Deletion): Followed {
  return {
    ...deletion,
    kind: 'deletion',
    number: deletion.deletionId,
    title: `Deletion ${deletion.deletionId} of backup ${deletion.backupId}`,
    ...{ exporting: null, pausedAt: null, resumedAt: null, waitingFor: null },
    raw: deletion,
  };
}

/** @returns null for a plan that was not run */
export function followedRestore(restore: Restore): Followed | null {
  const { run, restoreId, cluster, waitingFor } = restore;
  if (run === null || restoreId === null) return null;
  return {
    ...run,
    cluster,
    kind: 'restore',
    number: restoreId,
    backupId: restore.backupId,
    title: `Restore ${restoreId} of backup ${restore.backupId}`,
    // A restore does not pause exporting; its last step reads that every partition exports.
    ...{ exporting: null, pausedAt: null, resumedAt: null },
    waitingFor,
    raw: restore,
  };
}

/** Reads a run again. @throws ProblemAnswer */
export async function readAgain(
  api: HoldfastClient,
  { kind, cluster, number }: RunReference,
  signal: AbortSignal,
): Promise<Followed> {
  if (kind === 'backup') return followedBackup(await api.backup(cluster, number, signal));
  if (kind === 'deletion') return followedDeletion(await api.deletion(cluster, number, signal));
  const restore = followedRestore(await api.restore(cluster, number, signal));
  if (restore) return restore;
  throw new Error(`Restore ${number} was not run.`);
}
