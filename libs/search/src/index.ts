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
export { ElasticSnapshotStore, type ElasticSnapshotStoreOptions } from './elasticsearch/snapshot-store.ts';
export { ElasticRestoreStore } from './elasticsearch/restore-store.ts';
export {
  ENGINE_RIGHTS,
  RIGHT_VERBS,
  rightsOf,
  type EngineRight,
  type RightVerb,
} from './elasticsearch/engine-rights.ts';
export { createElasticStores, type ElasticStores } from './elasticsearch/stores.ts';
export { isSmallMetadata } from './snapshot-metadata.ts';
