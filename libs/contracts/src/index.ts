export {
  CANARY_JOB,
  DEAD_MAN_JOB,
  PREFLIGHT_JOB,
  QUEUES,
  QUEUE_PREFIX,
  SCHEDULE_JOB,
  appOf,
  APPS,
  queuesOf,
  stepsServedBy,
  type AppName,
  queueOf,
  type QueueName,
} from './queues.ts';
export { BULL_BOARD_PATH, FINALIZE_JOB, jobIdOf } from './job-id.ts';
export {
  runJobSchema,
  scheduleJobSchema,
  stepJobSchema,
  type RunJob,
  type ScheduleJob,
  type StepJob,
} from './job-payload.ts';
export { readJob } from './read-job.ts';
export { backupIdSchema, runNumberSchema, type Run } from './run.schema.ts';
export {
  backupListSchema,
  backupSchema,
  type Backup,
  type BackupList,
  type BackupSetView,
  type Verification,
} from './backup.schema.ts';
export { exportedRunSchema, type ExportedRun, type ExportQuery } from './history.schema.ts';
export { versionSchema, type ServerVersion } from './version.schema.ts';
export { manifestSchema, type Manifest } from './manifest.schema.ts';
export {
  restoreListSchema,
  restoreSchema,
  type Confirm,
  type PlanRestore,
  type Restore,
  type RestoreList,
  type RunRestore,
} from './restore.schema.ts';
export {
  filterOf,
  type AdoptBackup,
  type BackupListQuery,
  type ListQuery,
  type ReadFilter,
  type RestoreListQuery,
  type AllRunsQuery,
  type RunListQuery,
  type StartBackup,
} from './requests.schema.ts';
export { type Cluster, type Exporting, type Lock } from './clusters.schema.ts';
export {
  journalEntrySchema,
  type JournalEntry,
  type JournalEvent,
  type JournalType,
} from './events.schema.ts';
export { PROBLEMS, problemSchema, problemType, type Problem, type ProblemKind } from './problem.schema.ts';
export {
  auditListSchema,
  meSchema,
  type AuditEntry,
  type AuditList,
  type LoginWays,
  type Me,
} from './access.schema.ts';
export { type Schedule, type ScheduleList, type Slot } from './schedule.schema.ts';
export {
  type ApplyRetention,
  type RetentionDecision,
  type RetentionPreview,
  type RetentionRun,
} from './retention.schema.ts';
export {
  type AcknowledgeAlert,
  type Acknowledgement,
  type Alert,
  type AlertList,
  type AlertView,
  type CreateSilence,
  type Silence,
  type SilenceList,
} from './alert.schema.ts';
export {
  overviewChangesSchema,
  overviewSchema,
  runListSchema,
  type ClusterOverview,
  type Overview,
  type OverviewChanges,
  type AllRunsList,
  type RunList,
  type RunSummary,
} from './overview.schema.ts';
export { MOST_TREND_DAYS, type Calendar, type Trend, type UsualTimes } from './trend.schema.ts';
export {
  NOTIFICATION_WAYS,
  notificationJobSchema,
  type Notification,
  type NotificationJob,
  type NotificationTargetList,
  type NotificationTargetView,
} from './notification.schema.ts';
export { type BrokenLock } from './lock-break.schema.ts';
export {
  doctorReportSchema,
  type DoctorCheck,
  type DoctorReport,
  type DoctorStatus,
} from './doctor.schema.ts';
export { ENDPOINTS, actionOf, type Endpoint, type RouteName } from './routes/endpoints.ts';
export { addressOf, parametersOf, type PathParams } from './routes/address.ts';
export { DASHBOARD_PAGES, type DashboardPage } from './routes/dashboard-pages.ts';
export { findRoute, type FoundRoute } from './routes/find-route.ts';
export type { RouteSpec } from './routes/route.ts';
export {
  ROUTES,
  problemsOf,
  type Answer,
  type CallArguments,
  type JsonRoute,
  type ParsedBody,
  type ParsedQuery,
} from './routes/routes.ts';
