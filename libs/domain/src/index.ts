export { COMPONENTS, WEB_APPS, type Component, type WebApp } from './component.ts';
export { FAILURE_CODES, StepFailure, type FailureCode, type FailureDetail } from './failure.ts';
export {
  EXPORTING_STATES,
  aggregateExporting,
  type ExporterPhase,
  type ExportingState,
  type PartitionReplica,
} from './exporting.ts';
export { awaitedOf, type Awaited } from './awaited.ts';
export {
  exportersBehind,
  importersBehind,
  processedPositions,
  summaryOf,
  type Importer,
  type SettleTarget,
  type TypedPosition,
} from './settling.ts';
export { hasSoftPause, parseVersion, sameMinor, type Version } from './version.ts';
export {
  PROCEDURES,
  STEP_NAMES,
  procedureFor,
  stepsBefore,
  stepsOf,
  type Procedure,
  type Stage,
  type StepDefinition,
  type StepName,
} from './procedure.ts';
export { MAX_BACKUP_ID, highestBackupId, nextBackupId } from './backup-id.ts';
export { backupIdOf, parsePartName, recordsSnapshotName, type PartName } from './snapshot-name.ts';
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
  outcomeOf,
  pendingStep,
  phasesBefore,
  stepStatesBefore,
  type PreflightCheck,
  type RunOutcome,
  type RunPhase,
  type RunRecord,
  type StepRecord,
  type StepState,
} from './run.ts';
