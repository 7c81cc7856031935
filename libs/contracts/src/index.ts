export {
  CANARY_JOB,
  DEAD_MAN_JOB,
  FINALIZE_JOB,
  PREFLIGHT_JOB,
  QUEUES,
  QUEUE_PREFIX,
  jobIdOf,
  queueOf,
  type QueueName,
} from './queues.ts';
export { runJobSchema, stepJobSchema, type RunJob, type StepJob } from './job-payload.ts';
export {
  backupIdSchema,
  checkSchema,
  failureSchema,
  runListSchema,
  runSchema,
  stepSchema,
  type Run,
  type RunList,
} from './run.schema.ts';
export { listQuerySchema, startBackupSchema, type ListQuery, type StartBackup } from './requests.schema.ts';
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
