import type { Backup, Run } from '#contracts';
import type { RunRecord } from '#domain';

/** A run as the API shows it: the plan of a restore is shown with the restore. */
export function runView(record: RunRecord): Run {
  if (record.kind !== 'restore') return record;
  const run: Run & { plan?: unknown } = { ...record };
  delete run.plan;
  return run;
}

/** A backup that goes on: what there will be of its set, nobody can say yet. */
export function openBackup(record: RunRecord): Backup {
  const { setId: backupId, cluster } = record;
  return { backupId, cluster, run: runView(record), set: null, deleted: null };
}
