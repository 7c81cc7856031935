/** Every step any procedure knows. The name is the same in queue, record, log, metric and page. */
export const STEP_NAMES = [
  'backup-optimize',
  'backup-operate',
  'backup-tasklist',
  'pause-exporting',
  'snapshot-records',
  'backup-zeebe',
  'resume-exporting',
  'seed-templates',
  'stop-camunda',
  'delete-indices',
  'restore-operate',
  'restore-tasklist',
  'restore-optimize',
  'restore-records',
  'restore-zeebe',
  'start-camunda',
  'check-restored',
  'delete-zeebe-backup',
  'delete-snapshots',
  'check-deleted',
] as const;
export type StepName = (typeof STEP_NAMES)[number];
