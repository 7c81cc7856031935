import type { SnapshotRecovery, StoredIndex } from './elasticsearch.state.ts';

/** The primary shard of an index at one moment, as the routing table and `_recovery` tell of it. */
export interface Primary {
  readonly id: number;
  readonly state: 'STARTED' | 'INITIALIZING' | 'UNASSIGNED';
  /** How much of it is there, from 0 to 1. */
  readonly share: number;
  /** Why it is on no node, and whether that is for good. */
  readonly unassigned?: { readonly reason: string; readonly status: string; readonly details?: string };
}

export const isRestoring = ({ recovery }: StoredIndex): boolean =>
  recovery?.type === 'SNAPSHOT' && recovery.endedAt === null;

const waiting = ({ repository, snapshot }: SnapshotRecovery) => ({
  reason: 'NEW_INDEX_RESTORED',
  details: `restore_source[${repository}/${snapshot}]`,
});

/** Elasticsearch tries five times, gives up, and keeps the stack trace. */
function failed(index: StoredIndex, id: number, failure: string): Primary {
  const details = [
    `failed shard on node [simulated]: failed recovery, failure org.elasticsearch.indices.recovery.RecoveryFailedException: [${index.name}][${id}]: Recovery failed on {es1}`,
    '\tat org.elasticsearch.server@8.16.1/org.elasticsearch.index.shard.IndexShard.lambda$executeRecovery$36(IndexShard.java:3366)',
    `Caused by: [${index.name}/${index.uuid}][[${index.name}][${id}]] org.elasticsearch.index.shard.IndexShardRecoveryException: failed recovery`,
    '\t... 56 more',
    `Caused by: java.nio.file.NoSuchFileException: ${failure}`,
    '\t... 3 more',
    '',
  ].join('\n');
  return {
    id,
    state: 'UNASSIGNED',
    share: 0,
    unassigned: { reason: 'ALLOCATION_FAILED', status: 'deciders_no', details },
  };
}

/** The shards of a restore come one after the other; what has not started waits for its turn. */
function restoring(recovery: SnapshotRecovery, id: number, now: number): Primary {
  const length = Math.max(recovery.expectedEnd - recovery.startedAt, 1);
  const share = Math.min((now - recovery.startedAt) / length, 0.99);
  const progress = share * recovery.shards - (recovery.firstShard + id);
  if (progress >= 1) return { id, state: 'STARTED', share: 1 };
  if (progress >= 0) {
    const unassigned = { ...waiting(recovery), status: 'no_attempt' };
    return { id, state: 'INITIALIZING', share: progress, unassigned };
  }
  return {
    id,
    state: 'UNASSIGNED',
    share: 0,
    unassigned: { ...waiting(recovery), status: 'deciders_throttled' },
  };
}

function primaryOf(index: StoredIndex, id: number, now: number): Primary {
  const { recovery } = index;
  if (recovery?.type === 'EXISTING_STORE' && recovery.lost) {
    const unassigned = { reason: 'CLUSTER_RECOVERED', status: 'no_valid_shard_copy' };
    return { id, state: 'UNASSIGNED', share: 0, unassigned };
  }
  if (recovery?.type !== 'SNAPSHOT') return { id, state: 'STARTED', share: 1 };
  if (recovery.endedAt === null) return restoring(recovery, id, now);
  if (recovery.failure !== null && id === 0) return failed(index, id, recovery.failure);
  return { id, state: 'STARTED', share: 1 };
}

export const primariesOf = (index: StoredIndex, now: number): Primary[] =>
  Array.from({ length: index.shards }, (_, id) => primaryOf(index, id, now));

/** A shard that waits for its restore makes an index yellow, and one that is given up makes it red. */
export function healthOf(index: StoredIndex, now: number): 'green' | 'yellow' | 'red' {
  const states = primariesOf(index, now);
  if (states.every(({ state }) => state === 'STARTED')) return 'green';
  return isRestoring(index) ? 'yellow' : 'red';
}
