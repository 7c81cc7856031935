import type { Snapshot, SnapshotFailure } from './elasticsearch.state.ts';

const shardCount = ({ indices }: Snapshot): number => indices.reduce((sum, { shards }) => sum + shards, 0);

const failureView = ({ index, shardId, reason }: SnapshotFailure) => ({
  index,
  index_uuid: index,
  shard_id: shardId,
  reason,
  status: 'INTERNAL_SERVER_ERROR',
});

export interface ViewOptions {
  readonly repository: string;
  readonly verbose: boolean;
  readonly indexNames: boolean;
  readonly indexDetails: boolean;
  readonly includeRepository: boolean;
}

/** Only for a complete one. */
function indexDetails({ indices, failures }: Snapshot): object {
  const wholeOnes = indices.filter(({ name }) => !failures.some(({ index }) => index === name));
  const entries = wholeOnes.map(({ name, shards, bytes: size_in_bytes }) => [
    name,
    { shard_count: shards, size_in_bytes, max_segments_per_shard: 1 },
  ]);
  return Object.fromEntries(entries) as object;
}

/** A snapshot as GET answers it. Nothing succeeds before all is done: shards count as successful at the end. */
export function viewSnapshot(snapshot: Snapshot, options: ViewOptions): object {
  const repository = options.includeRepository ? { repository: options.repository } : {};
  // The sets of a long history share thousands of indices: only what is asked for is listed.
  const names = options.indexNames ? { indices: snapshot.indices.map(({ name }) => name) } : {};
  const { name, uuid, state } = snapshot;
  if (!options.verbose) {
    return { snapshot: name, uuid, ...repository, ...names, data_streams: [], state };
  }
  const total = shardCount(snapshot);
  const failed = snapshot.failures.length;
  const endedAt = snapshot.endedAt ?? 0;
  return {
    snapshot: name,
    uuid,
    ...repository,
    version_id: snapshot.versionId ?? 8_518_000,
    version: '8.16.0-8.16.1',
    ...names,
    ...(options.indexDetails && snapshot.endedAt !== null ? { index_details: indexDetails(snapshot) } : {}),
    data_streams: [],
    include_global_state: snapshot.includeGlobalState,
    ...(snapshot.metadata === undefined ? {} : { metadata: snapshot.metadata }),
    state,
    start_time: new Date(snapshot.startedAt).toISOString(),
    start_time_in_millis: snapshot.startedAt,
    end_time: new Date(endedAt).toISOString(),
    end_time_in_millis: endedAt,
    duration_in_millis: snapshot.endedAt === null ? 0 : snapshot.endedAt - snapshot.startedAt,
    failures: snapshot.failures.map(failureView),
    shards: { total, failed, successful: snapshot.endedAt === null ? 0 : total - failed },
    feature_states: [],
  };
}

const bytes = (incremental: number, processed?: number) => ({
  incremental: { file_count: incremental === 0 ? 0 : 4, size_in_bytes: incremental },
  ...(processed === undefined ? {} : { processed: { file_count: 3, size_in_bytes: processed } }),
  total: { file_count: incremental === 0 ? 0 : 4, size_in_bytes: incremental },
});

function shardStats(total: number, done: number, failed: number) {
  const open = total - done - failed;
  const started = Math.min(open, 1);
  return { initializing: open - started, started, finalizing: 0, done, failed, total };
}

/** Spreads the shards that are done over the indices, in their order. */
function indexStatuses(snapshot: Snapshot, done: number): object {
  let left = done;
  const entries = snapshot.indices.map(({ name, shards, bytes: size }) => {
    const failed = snapshot.failures.filter(({ index }) => index === name).length;
    const finished = Math.min(left, shards - failed);
    left -= finished;
    const stats = { ...bytes(size), start_time_in_millis: snapshot.startedAt, time_in_millis: 0 };
    return [name, { shards_stats: shardStats(shards, finished, failed), stats, shards: {} }];
  });
  return Object.fromEntries(entries) as object;
}

/** The `_status` of a snapshot; a running one is STARTED here, and IN_PROGRESS in every other answer. */
export function viewStatus(snapshot: Snapshot, repository: string, now: number): object {
  const total = shardCount(snapshot);
  const size = snapshot.indices.reduce((sum, index) => sum + index.bytes, 0);
  const running = snapshot.endedAt === null;
  const length = Math.max(snapshot.expectedEnd - snapshot.startedAt, 1);
  const share = running ? Math.min((now - snapshot.startedAt) / length, 0.99) : 1;
  const done = running ? Math.floor(total * share) : total - snapshot.failures.length;
  return {
    snapshot: snapshot.name,
    repository,
    uuid: snapshot.uuid,
    // A PARTIAL snapshot is SUCCESS here, and only here.
    state: running ? 'STARTED' : snapshot.state === 'PARTIAL' ? 'SUCCESS' : snapshot.state,
    include_global_state: snapshot.includeGlobalState,
    shards_stats: shardStats(total, done, snapshot.failures.length),
    stats: {
      ...bytes(size, running ? Math.floor(size * share) : undefined),
      start_time_in_millis: snapshot.startedAt,
      time_in_millis: (snapshot.endedAt ?? now) - snapshot.startedAt,
    },
    indices: indexStatuses(snapshot, done),
  };
}
