export {
  CANARY_JOB,
  DEAD_MAN_JOB,
  FINALIZE_JOB,
  PREFLIGHT_JOB,
  QUEUES,
  QUEUE_PREFIX,
  SCHEDULE_JOB,
  appOf,
  APPS,
  queuesOf,
  stepsServedBy,
  type AppName,
  jobIdOf,
  queueOf,
  type QueueName,
} from './queues.ts';
export {
  runJobSchema,
  scheduleJobSchema,
  stepJobSchema,
  type RunJob,
  type ScheduleJob,
  type StepJob,
} from './job-payload.ts';
export { readJob } from './read-job.ts';
export {
  backupIdSchema,
  checkSchema,
  failureSchema,
  runNumberSchema,
  runSchema,
  stepSchema,
  type Run,
} from './run.schema.ts';
export {
  backupListSchema,
  backupSchema,
  backupSetSchema,
  setOriginSchema,
  verificationSchema,
  type Backup,
  type BackupList,
  type BackupSetView,
  type CatalogueState,
  type Verification,
} from './backup.schema.ts';
export { manifestSchema, type Manifest } from './manifest.schema.ts';
export {
  confirmSchema,
  planRestoreSchema,
  restoreListSchema,
  restoreSchema,
  runRestoreSchema,
  type Confirm,
  type PlanRestore,
  type Restore,
  type RestoreList,
  type RunRestore,
} from './restore.schema.ts';
export { deleteQuerySchema } from './deletion.schema.ts';
export {
  adoptBackupSchema,
  listQuerySchema,
  startBackupSchema,
  type AdoptBackup,
  type ListQuery,
  type StartBackup,
} from './requests.schema.ts';
export {
  clusterListSchema,
  clusterSchema,
  exportingSchema,
  lockSchema,
  type Cluster,
  type Exporting,
  type Lock,
} from './clusters.schema.ts';
export {
  JOURNAL_TYPES,
  journalEntrySchema,
  type JournalEntry,
  type JournalEvent,
  type JournalType,
} from './events.schema.ts';
export { PROBLEMS, problemSchema, problemType, type Problem, type ProblemKind } from './problem.schema.ts';
export {
  auditEntrySchema,
  auditListSchema,
  auditQuerySchema,
  loginSchema,
  loginWaysSchema,
  meSchema,
  type AuditEntry,
  type AuditList,
  type Login,
  type LoginWays,
  type Me,
} from './access.schema.ts';
export {
  pauseScheduleSchema,
  scheduleListSchema,
  scheduleSchema,
  slotSchema,
  type PauseSchedule,
  type Schedule,
  type ScheduleList,
  type Slot,
} from './schedule.schema.ts';
export {
  applyRetentionSchema,
  retentionDecisionSchema,
  retentionPreviewSchema,
  retentionRunSchema,
  type ApplyRetention,
  type RetentionDecision,
  type RetentionPreview,
  type RetentionRun,
} from './retention.schema.ts';
export { alertListSchema, alertSchema, type Alert, type AlertList } from './alert.schema.ts';
export {
  clusterOverviewSchema,
  overviewSchema,
  runListSchema,
  runSummarySchema,
  type ClusterOverview,
  type Overview,
  type RunList,
  type RunSummary,
} from './overview.schema.ts';
export {
  NOTIFICATION_WAYS,
  notificationJobSchema,
  notificationSchema,
  notificationTargetListSchema,
  notificationTargetSchema,
  type Notification,
  type NotificationJob,
  type NotificationTargetList,
  type NotificationTargetView,
} from './notification.schema.ts';
export { breakLockSchema, brokenLockSchema, type BreakLock, type BrokenLock } from './lock-break.schema.ts';
export {
  DOCTOR_STATUSES,
  doctorCheckSchema,
  doctorQuerySchema,
  doctorReportSchema,
  type DoctorCheck,
  type DoctorReport,
  type DoctorStatus,
} from './doctor.schema.ts';
export { ENDPOINTS, actionOf, type Endpoint, type RouteName } from './routes/endpoints.ts';
export { addressOf, parametersOf, type PathParams, type QueryValues } from './routes/address.ts';
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
  type RouteCall,
} from './routes/routes.ts';
