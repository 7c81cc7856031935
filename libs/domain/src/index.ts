export {
  COMPONENTS,
  IMPORTERS,
  SNAPSHOTS_AT_MOST,
  STEP_COMPONENTS,
  WEB_APPS,
  type Component,
  type StepComponent,
  type BackedUp,
  type WebApp,
} from './component.ts';
export {
  BACKUP_STATES,
  backupStateOf,
  isWanted,
  RUN_STATES,
  runStateOf,
  type BackupState,
  type ListFilter,
  type RunState,
} from './list-filter.ts';
export { causesInWords, groupFailures, type CheckGroup } from './check-groups.ts';
export { CONNECTION_TROUBLES, type ConnectionTrouble, type Unreached } from './unreached.ts';
export { FAILURE_CODES, StepFailure, type FailureCode, type FailureDetail } from './failure.ts';
export {
  EXPORTING_STATES,
  aggregateExporting,
  phaseByPartition,
  type ExporterPhase,
  type ExportingState,
  type PartitionPhase,
  type PartitionReplica,
} from './exporting.ts';
export {
  applicableIntent,
  reasonToLift,
  reasonToLiftLeftover,
  type KnownIntent,
  type PauseFacts,
  type PauseOwner,
} from './exporting-pause.ts';
export { arrivedLate, LATE_UNNAMED_MS, mayArriveLate } from './late-part.ts';
export { awaitedOf, type Awaited } from './awaited.ts';
export {
  exportersBehind,
  importersBehind,
  processedPositions,
  summaryOf,
  type ImportedPosition,
  type Importer,
  type SettleTarget,
  type TypedPosition,
} from './settling.ts';
export { heldState, pauseKindOf, type PauseKind } from './pause-kind.ts';
export {
  camundaVersion,
  hasSoftPause,
  softPauseSince,
  SOFT_PAUSE_PATCHES,
  parseVersion,
  sameMinor,
  type Version,
} from './version.ts';
export {
  isFollowedByParallel,
  isInsidePause,
  PROCEDURES,
  partTakenBy,
  procedureFor,
  procedureOf,
  stepsBefore,
  stepsOf,
  stoppedAlone,
  stopsCamunda,
} from './procedure.ts';
export {
  RUN_KINDS,
  type Procedure,
  type RunKind,
  type Stage,
  type StepDefinition,
} from './procedure-shape.ts';
export { STEP_NAMES, type StepName } from './step-name.ts';
export {
  CONTROL_KINDS,
  confirmedPart,
  isRunnable,
  sizeOfPlan,
  type ControlKind,
  type DoomedIndex,
  type PlannedAction,
  type PlannedSnapshot,
  type RestorePlan,
} from './restore-plan.ts';
export { hasDeleted, howToLeaveRecovery, howToRestoreAgain, isInProcess } from './restore-again.ts';
export { chooseRehearsal, rehearsalName, type Rehearsal } from './rehearsal.ts';
export {
  PART_STATES,
  SET_STATES,
  assessSet,
  isGone,
  isRestorable,
  snapshotsById,
  type BackupSet,
  type NamedSnapshot,
  type PartState,
  type SetFacts,
  type SetPart,
  type SetState,
  type ZeebePart,
} from './backup-set.ts';
export { MAX_BACKUP_ID, highestBackupId, nextBackupId } from './backup-id.ts';
export {
  backupIdOf,
  parsePartName,
  partNamesPattern,
  recordsSnapshotName,
  type PartName,
} from './snapshot-name.ts';
export {
  judge,
  remember,
  type BackupObservation,
  type GracePeriods,
  type ObservationMemory,
} from './observation.ts';
export {
  RUN_OUTCOMES,
  RUN_PHASES,
  STEP_STATES,
  causeOf,
  causingStep,
  outcomeOf,
  pendingStep,
  planOf,
  setIdOf,
  phasesBefore,
  stepStatesBefore,
  dumpOf,
  measuredOf,
  pausesExporting,
  versionsOf,
  type BackupRun,
  type DeletionRun,
  type Measured,
  type RestoreRun,
  type RunOf,
  type RunOutcome,
  type RunPhase,
  type RunRecord,
  type StepRecord,
  type StepState,
  type UnfencedRun,
} from './run.ts';
export { brokerAddress } from './broker-address.ts';
export { DEFAULT_TENANT } from './physical-tenant.ts';
export { nameOf, type RunName } from './run-name.ts';
export {
  UNKNOWN_ORIGIN,
  isBoundByRetention,
  runOriginFrom,
  runOriginText,
  scheduleOf,
  type RunOrigin,
} from './run-origin.ts';
export { inGibibytes } from './gibibytes.ts';
export { linesOf, onOneLine, someOf, withoutPeriod, withPeriod } from './sentence.ts';
export { compareStreamIds, streamIdOf } from './stream-id.ts';
export { documentsByFamily, familyOf, isAllowed } from './index-names.ts';
export {
  exportingReach,
  reachableRuns,
  reachInWords,
  type ExportingReach,
  type UnreachableBroker,
} from './exporting-reach.ts';
export {
  exportingRead,
  resultsOf,
  sameChecks,
  versionsRead,
  type CheckKey,
  type CheckReading,
  type CheckResult,
  type ComponentVersions,
  type Passing,
  type PreflightCheck,
} from './preflight-check.ts';
export { unfitVersions, type RunningVersion } from './restore-version.ts';
export { ROLES, suffices, type Role } from './role.ts';
export { escapeHidden, hasHidden, plainLine, plainLines, withoutControls } from './plain-text.ts';
export {
  higherRates,
  longestPause,
  meanRates,
  momentaryRates,
  pauseRoom,
  RESERVED_BYTES,
  shortBytes,
  type BrokerFigures,
  type HeldPartition,
  type Pause,
  type PauseRoom,
} from './pause-room.ts';
export { rfc3339, timeOf } from './rfc3339.ts';
export { DOCS_PATH, PREFLIGHT_RUNBOOK, RUNBOOKS, runbookOf, type RunbookName } from './runbook.ts';
export {
  requireReadable,
  SCHEMAS,
  UnreadableRecord,
  unversioned,
  versioned,
  type SchemaFamily,
  type Versioned,
} from './schema-version.ts';
export { decideRetention, type RetentionSet, type RetentionVerdict } from './retention/decide-retention.ts';
export { type RetentionPolicy } from './retention/retention-policy.ts';
export * from './alerts/index.ts';
export * from './generations/index.ts';
export { lackOfRange, type LogRange, type RangeNeeded } from './log-range.ts';
export * from './history/index.ts';
export * from './ownership/index.ts';
export * from './schedules/index.ts';
export { FEW, roughly } from './roughly.ts';
export * from './trends/index.ts';
