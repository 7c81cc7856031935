export { AuditStore } from './audit-store.ts';
export {
  BackupIdTaken,
  ClusterBusy,
  FencedOut,
  IllegalTransition,
  PassOvertaken,
  SlotTaken,
  TooLate,
} from './busy.error.ts';
export { LeaseStore, type Permission } from './lease.ts';
export { REDIS, createQueueClient, createRedis, queueConnection, waitForRedis } from './redis.ts';
export { journalEntry } from './journal-entry.ts';
export { RedisTroubleError, redisTroubleOf, type RedisTrouble } from './redis-trouble.ts';
export {
  ENDING_FIELD,
  IDENTITY_FIELD,
  MEASURED_FIELD,
  PREFLIGHT_FIELD,
  stepField,
  stepMemoryField,
  stepPassField,
  stepStateField,
  withoutState,
} from './run-fields.ts';
export { ConfirmationStore, type StoredAnswer, type StoredRequest } from './confirmation-store.ts';
export { LatePartNotes } from './late-part-notes.ts';
export { PlanStore } from './plan-store.ts';
export { IdentityStore, type KnownIdentity } from './identity-store.ts';
export { EMPTY_NOTE, SetNotes, type SetNote } from './set-notes.ts';
export { RunStore, type PauseIntent, type RunReference, type RunWrite } from './run-store.ts';
export { NO_OBSERVER, type CoordinationObserver } from './observer.ts';
export { AlertStore, alertKey, type RaisedAlert } from './alert-store.ts';
export { DeliveryLog, type Deliveries } from './delivery-log.ts';
export { SessionStore } from './session-store.ts';
export { LeaderLease } from './leader-lease.ts';
export { RetentionStore, type StoredRetention } from './retention-store.ts';
export {
  SLOTS_KEPT,
  type ScheduleState,
  type SlotClaim,
  type StoredPause,
  type StoredSlot,
} from './schedule-state.ts';
export { ScheduleStore, type OutcomeNote, type SlotRecord } from './schedule-store.ts';
