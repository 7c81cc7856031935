import { StepFailure } from '#domain';
import type { SearchStores } from './engine/stores.ts';
import { RestoreStore, type EngineLimits } from './ports/restore-store.port.ts';
import {
  SnapshotStore,
  type SnapshotCheck,
  type SnapshotObservation,
  type StoreInfo,
} from './ports/snapshot-store.port.ts';

/** Of a cluster on a relational database without Optimize: it has neither indices nor snapshots, and none can be made. */
export function noSearchStores(): SearchStores {
  const positions = { exported: () => none([]), imported: () => none(null), close: () => none(undefined) };
  return { records: new NoSnapshots(), restores: new NoIndices(), positions };
}

const none = <T>(value: T): Promise<T> => Promise.resolve(value);

function refuse(what: string): Promise<never> {
  return Promise.reject(
    StepFailure.permanent('refused', `this cluster has no search engine, so ${what}`, {
      component: 'records',
    }),
  );
}

class NoSnapshots extends SnapshotStore {
  override ping(): Promise<StoreInfo> {
    return none({ version: 'none', distribution: 'none', uuid: null, clockSkewMs: null });
  }
  override missingRights(): Promise<null> {
    return none(null);
  }
  override verifyRepository(): Promise<never> {
    return refuse('it has no snapshot repository');
  }
  override countIndices(): Promise<number> {
    return none(0);
  }
  override repositories(): Promise<string[]> {
    return none([]);
  }
  override repository(): Promise<never> {
    return refuse('it has no snapshot repository');
  }
  override unassignedIndices(): Promise<string[]> {
    return none([]);
  }
  override runningSnapshots(): Promise<string[]> {
    return none([]);
  }
  override create(): Promise<never> {
    return refuse('no snapshot can be taken');
  }
  override look(): Promise<SnapshotObservation> {
    const message = 'there is no search engine';
    return none({ ...{ state: 'absent', message, done: 0, total: null, startedAt: null }, details: null });
  }
  override list(): Promise<[]> {
    return none([]);
  }
  override names(): Promise<[]> {
    return none([]);
  }
  override describe(): Promise<[]> {
    return none([]);
  }
  override verifySnapshot(): Promise<SnapshotCheck> {
    const shards = { total: 0, successful: 0, failed: 0 };
    return none({ ok: false, message: 'there is no search engine', shards, sizeBytes: null });
  }
  override delete(): Promise<void> {
    return none(undefined);
  }
  override close(): Promise<void> {
    return none(undefined);
  }
}

class NoIndices extends RestoreStore {
  override indices(): Promise<[]> {
    return none([]);
  }
  override deleteIndices(names: readonly string[]): Promise<void> {
    return names.length === 0 ? none(undefined) : refuse('no index can be deleted');
  }
  override restore(): Promise<never> {
    return refuse('no snapshot can be restored');
  }
  override rehearse(): Promise<never> {
    return refuse('no snapshot can be restored');
  }
  override holders(): Promise<[]> {
    return none([]);
  }
  override settings(): Promise<[]> {
    return none([]);
  }
  override limits(): Promise<EngineLimits> {
    return none({ version: 'none', indexVersion: 0, blocks: [], maxShards: 0, roomBytes: null });
  }
  override lifecycles(): Promise<[]> {
    return none([]);
  }
  override recovery(): Promise<[]> {
    return none([]);
  }
  override templates(): Promise<[]> {
    return none([]);
  }
  override close(): Promise<void> {
    return none(undefined);
  }
}
