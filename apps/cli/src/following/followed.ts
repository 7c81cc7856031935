import type { Backup, Restore, Run } from '#contracts';
import { nameOf } from '#domain';
import type { HoldfastClient, RunReference } from '../api/holdfast.client.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { capital } from '../output/format.ts';

/** A run of any kind, as it is shown while it is running. */
export interface Followed extends Omit<Run, 'exporting'> {
  /** "Backup 42", "Restore 43 of backup 42" */
  title: string;
  /** null for a run that has nothing to do with exporting. */
  exporting: Run['exporting'] | null;
  /** What a person is asked to do. */
  waitingFor: Restore['waitingFor'];
  /** As the API gave it. */
  raw: Run;
}

/** @throws ProblemAnswer where no run of the backup is on record */
export function followedBackup({ backupId, cluster, run }: Backup): Followed {
  if (run !== null) return { ...run, title: capital(nameOf(run)), waitingFor: null, raw: run };
  const show = commandLine('backup', 'show', cluster, backupId);
  throw new ProblemAnswer(
    `No run of backup ${backupId} of ${cluster} is on record: there is nothing to follow. See its set: ${show}`,
    EXIT.notFound,
    { status: 404 },
  );
}

export function followedDeletion(run: Run): Followed {
  return withoutExporting(run, null);
}

/** @returns null for a plan that was not run */
export function followedRestore({ run, waitingFor }: Restore): Followed | null {
  return run && withoutExporting(run, waitingFor);
}

/** Neither a restore nor a deletion pauses exporting. */
function withoutExporting(run: Run, waitingFor: Followed['waitingFor']): Followed {
  const title = `${capital(nameOf(run))} of backup ${run.setId}`;
  return { ...run, exporting: null, title, waitingFor, raw: run };
}

/** Reads a run again. @throws ProblemAnswer */
export async function readAgain(
  api: HoldfastClient,
  { kind, cluster, number }: RunReference,
  signal: AbortSignal,
): Promise<Followed> {
  const request = { params: { cluster, id: number }, signal };
  if (kind === 'backup') return followedBackup(await api.call('backup.show', request));
  if (kind === 'deletion') return followedDeletion(await api.call('deletion.show', request));
  const restore = followedRestore(await api.call('restore.show', request));
  if (restore) return restore;
  throw new Error(`Restore ${number} was not run.`);
}
