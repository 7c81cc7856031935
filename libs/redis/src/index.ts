export { AuditStore } from './access/audit-store.ts';
export {
  BackupIdTaken,
  ClusterBusy,
  FencedOut,
  IllegalTransition,
  PassOvertaken,
  SlotTaken,
  TooLate,
} from './locks/busy.error.ts';
export { LeaseStore, type Permission } from './locks/lease.ts';
export { PauseWindows, type WindowAnswer } from './locks/pause-windows.ts';
export { REDIS, createQueueClient, createRedis, queueConnection, waitForRedis } from './connection/redis.ts';
export {
  clientOptions,
  endpointName,
  type ClientOptions,
  type RedisEndpoint,
} from './connection/endpoint.ts';
export { journalEntry } from './runs/journal-entry.ts';
export { RedisTroubleError, redisTroubleOf, type RedisTrouble } from './connection/redis-trouble.ts';
export {
  CONFIGURATION_FIELD,
  ENDING_FIELD,
  IDENTITY_FIELD,
  MEASURED_FIELD,
  PLACE_FIELD,
  PREFLIGHT_FIELD,
  fromFields,
  stepField,
  stepMemoryField,
  stepPassField,
  stepStateField,
  toFields,
  withoutState,
} from './runs/run-fields.ts';
export { ConfirmationStore, type StoredAnswer, type StoredRequest } from './restores/confirmation-store.ts';
export { HistoryStore, type IndexedRun, type Trimmed, type WholeRun } from './runs/history-store.ts';
export { ProcessReports, type ProcessReport } from './processes/process-reports.ts';
export { LatePartNotes } from './runs/late-part-notes.ts';
export { PlanStore } from './restores/plan-store.ts';
export { IdentityStore, type KnownIdentity } from './access/identity-store.ts';
export { EMPTY_NOTE, SetNotes, type SetNote } from './runs/set-notes.ts';
export { RunStore, type RunReference, type RunWrite } from './runs/run-store.ts';
export type { WholeRecord } from './runs/whole-record.ts';
export type { PauseIntent } from './runs/pause-intent.ts';
export { STATE_VERSION_KEY, StateVersion } from './state-version.ts';
export { NO_OBSERVER, type CoordinationObserver } from './runs/observer.ts';
export { AlertStore, alertKey, type RaisedAlert } from './alerts/alert-store.ts';
export { MOST_SILENCES, SilenceStore } from './alerts/silence-store.ts';
export { DeliveryLog, type Deliveries } from './alerts/delivery-log.ts';
export { SessionStore } from './access/session-store.ts';
export { LeaderLease } from './locks/leader-lease.ts';
export { RetentionStore, type StoredRetention } from './schedules/retention-store.ts';
export {
  SLOTS_KEPT,
  type ScheduleState,
  type SlotClaim,
  type StoredPause,
  type StoredSlot,
} from './schedules/schedule-state.ts';
export { ScheduleStore, type OutcomeNote, type SlotRecord } from './schedules/schedule-store.ts';
