export {
  SnapshotStore,
  type SnapshotCall,
  type SnapshotDetails,
  type SnapshotEntry,
  type SnapshotObservation,
  type SnapshotRequest,
  type StoreInfo,
} from './snapshot-store.port.ts';
export { RecordPositions } from './record-positions.ts';
export { ElasticSnapshotStore, type ElasticSnapshotStoreOptions } from './elastic-snapshot-store.ts';
