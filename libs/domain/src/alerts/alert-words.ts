/** What may be wrong with a cluster. */
export const ALERT_KINDS = [
  'waiting-for-person',
  'exporting-paused-outside',
  'exporting-paused-too-long',
  'exporting-unknown',
  'last-backup-failed',
  'no-recent-backup',
  'never-backed-up',
  'verify-too-old',
  'schedule-missed',
  'schedule-skipped',
  'schedule-paused',
  'worker-missing',
  'redis-unusable',
  'configuration-refused',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const ALERT_SEVERITIES = ['warning', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];
