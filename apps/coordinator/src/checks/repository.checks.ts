import type { ClusterConfig } from '#config';
import { installationOfMarker, SNAPSHOTS_AT_MOST, StepFailure, type PreflightCheck } from '#domain';
import type { SnapshotStore } from '#search';
import type { CallOptions } from '#http';
import { check, CheckFailed } from './check.ts';

/** The nodes write the test file after what is in their queues for snapshots, so it takes its time on a busy engine (ms). */
const VERIFY_MS = 30_000;

/** Every node can write to the repository. */
export function repositoryVerified(
  records: SnapshotStore,
  { repository }: ClusterConfig['records'],
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: 'snapshot-repository', component: 'records' }, async () => {
    try {
      const timeoutMs = Math.max(call.timeoutMs ?? 0, VERIFY_MS);
      const { nodes } = await records.verifyRepository(repository, { timeoutMs });
      return `"${repository}" is registered and verified on ${nodes} node${nodes === 1 ? '' : 's'}`;
    } catch (error) {
      // To take snapshots needs less than to verify a repository: a user who may only do the former is fine.
      if (!(error instanceof StepFailure)) throw error;
      if (error.detail.code === 'unreachable')
        throw await busyElsewhere(records, repository, { error, call });
      if (error.detail.status !== 403) throw error;
      return `"${repository}" was not verified: ${error.message}`;
    }
  });
}

/** A node has few threads for snapshots, and one that is throttled in another repository may keep all of them. */
async function busyElsewhere(
  records: SnapshotStore,
  repository: string,
  { error, call }: { error: StepFailure; call: CallOptions },
): Promise<Error> {
  const running = await records.runningSnapshots('_all', call).catch(() => []);
  if (running.length === 0) return error;
  return new CheckFailed(
    `the nodes did not verify "${repository}" in time, while they take ${running.slice(0, 3).join(', ')}`,
    'Wait until that has ended (steps.busyTimeout is how long a run waits by itself), then run again. Plan other tools for another time.',
    'while',
  );
}

/** Nothing is in the way in this repository; what is taken in another one is not. */
export function repositoryQuiet(
  records: SnapshotStore,
  { repository }: ClusterConfig['records'],
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: 'no-snapshot-running', component: 'records', about: 'busy' }, async () => {
    const running = (await records.runningSnapshots(repository, call)).filter(
      (each) => installationOfMarker(each) === null,
    );
    if (running.length === 0) return `no snapshot is being taken in "${repository}"`;
    throw new CheckFailed(
      `in "${repository}" a snapshot is being taken: ${running.slice(0, 3).join(', ')}`,
      'Wait until it has ended (steps.busyTimeout is how long a run waits by itself), then run again. Give other tools a repository of their own.',
      'while',
    );
  });
}

/** The repository may have a limit, and Elasticsearch keeps to it only when a snapshot is complete: then it is lost. */
export function repositoryRoom(
  records: SnapshotStore,
  { records: { repository }, components }: Pick<ClusterConfig, 'records' | 'components'>,
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: 'repository-room', component: 'records' }, async () => {
    const { type, maxSnapshots, maxBytesPerSecond } = await records.repository(repository, call);
    const rate = maxBytesPerSecond === null ? '' : `, at most ${maxBytesPerSecond} per second and node`;
    if (maxSnapshots === null) return `"${repository}" (${type}) has no limit of snapshots${rate}`;
    const taken = (await records.names(repository, call)).length;
    const needed = components.reduce((sum, component) => sum + SNAPSHOTS_AT_MOST[component], 0);
    const found = `"${repository}" holds ${taken} snapshots of at most ${maxSnapshots}`;
    if (taken + needed <= maxSnapshots) return `${found}${rate}`;
    throw new CheckFailed(
      `${found}, and a backup takes up to ${needed}`,
      'Delete old sets, configure retention, or raise max_number_of_snapshots of the repository.',
    );
  });
}
