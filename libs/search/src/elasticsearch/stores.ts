import { authorizationOf, type ElasticSnapshotStoreOptions } from './connection.ts';
import { ElasticRestoreStore } from './restore-store.ts';
import { ElasticSnapshotStore } from './snapshot-store.ts';
import { RecordPositions } from '../record-positions.ts';
import type { RestoreStore } from '../ports/restore-store.port.ts';
import type { SnapshotStore } from '../ports/snapshot-store.port.ts';

export interface ElasticStores {
  records: SnapshotStore;
  /** The same Elasticsearch, for what a restore does to its indices. */
  restores: RestoreStore;
  positions: RecordPositions;
}

/** Everything that talks to one Elasticsearch, with one token. Opens no connection. @throws TypeError as each of them */
export function createElasticStores(options: ElasticSnapshotStoreOptions): ElasticStores {
  const shared = { ...options, authorization: authorizationOf(options) };
  return {
    records: new ElasticSnapshotStore(shared),
    restores: new ElasticRestoreStore(shared),
    positions: new RecordPositions(shared),
  };
}
