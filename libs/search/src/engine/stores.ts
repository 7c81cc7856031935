import { authorizationOf, type SearchOptions } from './search-connection.ts';
import { EngineRestoreStore } from './restore-store.ts';
import { EngineSnapshotStore } from './snapshot-store.ts';
import { RecordPositions } from '../record-positions.ts';
import type { RestoreStore } from '../ports/restore-store.port.ts';
import type { SnapshotStore } from '../ports/snapshot-store.port.ts';

export interface SearchStores {
  records: SnapshotStore;
  /** The same engine, for what a restore does to its indices. */
  restores: RestoreStore;
  positions: Pick<RecordPositions, 'exported' | 'imported' | 'close'>;
}

/** Everything that talks to one search engine, with one token. Opens no connection. @throws TypeError as each of them */
export function createSearchStores(options: SearchOptions): SearchStores {
  const shared = { ...options, authorization: authorizationOf(options) };
  return {
    records: new EngineSnapshotStore(shared),
    restores: new EngineRestoreStore(shared),
    positions: new RecordPositions(shared),
  };
}
