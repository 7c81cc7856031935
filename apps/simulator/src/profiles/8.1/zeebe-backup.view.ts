import type { PartitionBackup, ZeebeBackup } from '../../zeebe/zeebe.state.ts';

type Status = 'COMPLETED' | 'IN_PROGRESS' | 'FAILED' | 'DOES_NOT_EXIST';

function statusOf(found: readonly (PartitionBackup | undefined)[]): Status {
  const states = found.map((part) => part?.state);
  if (states.includes('FAILED')) return 'FAILED';
  if (states.includes(undefined)) return 'DOES_NOT_EXIST';
  return states.includes('IN_PROGRESS') ? 'IN_PROGRESS' : 'COMPLETED';
}

function partitionOf(part: PartitionBackup | undefined, partitionId: number, brokerVersion: string): object {
  if (part === undefined) return { partitionId, status: 'DOES_NOT_EXIST' };
  const { state, failureReason, createdAt, lastUpdatedAt, snapshotId, checkpointPosition } = part;
  return {
    partitionId,
    status: state,
    ...(state === 'FAILED'
      ? { failureReason }
      : { description: { snapshotId, checkpointPosition, brokerId: partitionId - 1, brokerVersion } }),
    createdAt,
    lastUpdatedAt,
  };
}

/** As the pages of 8.1 show it: `status` and `partitions` where later versions have `state` and `details`. */
export function viewEarlyBackup(
  backupId: number,
  backup: ZeebeBackup | undefined,
  { partitions, brokerVersion }: { readonly partitions: number; readonly brokerVersion: string },
): object {
  const ids = Array.from({ length: partitions }, (_, index) => index + 1);
  const found = ids.map((id) => backup?.partitions.find(({ partitionId }) => partitionId === id));
  const failed = found.flatMap((part) =>
    part?.state === 'FAILED'
      ? [`Backup on partition ${part.partitionId} failed due to ${part.failureReason ?? ''}. `]
      : [],
  );
  return {
    backupId,
    status: statusOf(found),
    ...(failed.length === 0 ? {} : { failureReason: failed.join('') }),
    partitions: found.map((part, index) => partitionOf(part, ids[index] ?? 0, brokerVersion)),
  };
}
