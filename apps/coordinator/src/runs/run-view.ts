import type { Backup, Run } from '#contracts';
import { versionsOf, type BackupRun, type RunRecord } from '#domain';

/**
 * A run as the API shows it: the plan of a restore is shown with the restore, and what a backup measured in the manifest
 * of its set.
 */
export function runView(record: RunRecord): Run {
  const run: Run & { plan?: unknown; measured?: unknown } = { ...record, versions: versionsOf(record) };
  delete run.plan;
  delete run.measured;
  return run;
}

/** A backup that is under way: the parts of its set are not known yet. */
export function openBackup(record: BackupRun): Backup {
  const { setId: backupId, cluster } = record;
  return { backupId, cluster, run: runView(record), set: null, deleted: null };
}
