import type { PartitionBackup, ZeebeBackup } from './zeebe.state.ts';

export interface ViewOptions {
  readonly partitions: number;
  readonly brokerVersion: string;
  readonly short: boolean;
  /** Since 8.9. */
  readonly firstLogPosition?: boolean;
}

type BackupState = 'COMPLETED' | 'IN_PROGRESS' | 'FAILED' | 'INCOMPLETE';

function aggregate(states: readonly (string | undefined)[]): BackupState {
  if (states.includes('FAILED')) return 'FAILED';
  if (states.includes(undefined)) return 'INCOMPLETE';
  return states.includes('IN_PROGRESS') ? 'IN_PROGRESS' : 'COMPLETED';
}

function failureReason(partitions: readonly PartitionBackup[]): string {
  return partitions
    .filter(({ state }) => state === 'FAILED')
    .map(
      ({ partitionId, failureReason: reason }) =>
        `Backup on partition ${partitionId} failed due to ${reason ?? ''}. `,
    )
    .join('');
}

/** GET of one backup: all fields, but a failed partition has no checkpoint and no broker version. */
function fullDetail(partition: PartitionBackup, { brokerVersion, firstLogPosition }: ViewOptions): object {
  const { partitionId, state, createdAt, lastUpdatedAt, checkpointPosition } = partition;
  const snapshot = partition.snapshotId === null ? {} : { snapshotId: partition.snapshotId };
  if (state === 'FAILED') {
    return {
      partitionId,
      state,
      failureReason: partition.failureReason,
      createdAt,
      lastUpdatedAt,
      ...snapshot,
    };
  }
  return {
    partitionId,
    state,
    createdAt,
    lastUpdatedAt,
    ...snapshot,
    ...(firstLogPosition === true ? { firstLogPosition: 1 } : {}),
    checkpointPosition,
    brokerVersion,
  };
}

function listDetail(partition: PartitionBackup, { brokerVersion }: ViewOptions): object {
  const { partitionId, state, createdAt } = partition;
  const reason = state === 'FAILED' ? { failureReason: partition.failureReason } : {};
  return { partitionId, state, ...reason, createdAt, brokerVersion };
}

/** A backup as the gateway answers it: partitions that the store does not have are named as missing. */
export function viewBackup(backup: ZeebeBackup, options: ViewOptions): object {
  const detail = options.short ? listDetail : fullDetail;
  const ids = Array.from({ length: options.partitions }, (_, index) => index + 1);
  const found = ids.map((id) => backup.partitions.find(({ partitionId }) => partitionId === id));
  const state = aggregate(found.map((partition) => partition?.state));
  const reason = state === 'FAILED' ? { failureReason: failureReason(backup.partitions) } : {};
  const details = found.map((partition, index) =>
    partition === undefined
      ? { partitionId: ids[index], state: 'DOES_NOT_EXIST' }
      : detail(partition, options),
  );
  return { backupId: backup.backupId, state, ...reason, details };
}
