import type { Backup, Run } from '#contracts';
import { runbookOf, versionsOf, type BackupRun, type FailureDetail, type RunRecord } from '#domain';

/**
 * A run as the API shows it: the plan of a restore is shown with the restore, and what a backup measured in the manifest
 * of its set.
 */
export function runView(record: RunRecord): Run {
  const run: Run & { plan?: unknown; measured?: unknown } = {
    ...record,
    versions: versionsOf(record),
    steps: record.steps.map((step) => ({ ...step, failure: withRunbook(step.failure) })),
    failure: withRunbook(record.failure),
  };
  delete run.plan;
  delete run.measured;
  return run;
}

/** A backup that is under way: the parts of its set are not known yet. */
export function openBackup(record: BackupRun): Backup {
  const { setId: backupId, cluster } = record;
  return { backupId, cluster, run: runView(record), set: null, deleted: null };
}

function withRunbook(failure: FailureDetail | null): Run['failure'] {
  return failure && { ...failure, runbook: runbookOf(failure.code) };
}
