export {
  SnapshotStore,
  type MissingRights,
  type RepositorySettings,
  type RightsQuestion,
  type SnapshotCheck,
  type SnapshotDetails,
  type SnapshotEntry,
  type SnapshotName,
  type SnapshotObservation,
  type SnapshotRequest,
  type StoreInfo,
} from './ports/snapshot-store.port.ts';
export {
  RestoreStore,
  type EngineLimits,
  type IndexEntry,
  type IndexRecovery,
  type IndexSettings,
  type LifecyclePolicy,
  type NameHolder,
  type RehearsalRequest,
  type RestoreRequest,
  type TemplateMatch,
} from './ports/restore-store.port.ts';
export { RecordPositions } from './record-positions.ts';
export { EngineSnapshotStore, type SearchOptions } from './engine/snapshot-store.ts';
export { titleOf, type EngineName } from './dialects/dialects.ts';
export { EngineRestoreStore } from './engine/restore-store.ts';
export {
  ENGINE_RIGHTS,
  RIGHT_VERBS,
  rightsOf,
  type EngineRight,
  type RightVerb,
} from './engine/engine-rights.ts';
export { noSearchStores } from './no-engine.ts';
export { createSearchStores, type SearchStores } from './engine/stores.ts';
export { isSmallMetadata } from './snapshot-metadata.ts';
