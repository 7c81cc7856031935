import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';
import type { PartitionBackup, ZeebeBackup } from '../../zeebe/zeebe.state.ts';
import { generatesIds } from '../rdbms/generated-ids.ts';

/** A backup or a marker in the log of one partition. */
interface Checkpoint {
  readonly partitionId: number;
  readonly checkpointId: number;
  readonly checkpointType: 'MARKER' | 'SCHEDULED_BACKUP' | 'MANUAL_BACKUP';
  readonly checkpointPosition: number;
  readonly checkpointTimestamp: string;
  readonly firstLogPosition?: number;
}

interface Range {
  readonly partitionId: number;
  readonly start: Omit<Checkpoint, 'partitionId'>;
  readonly end: Omit<Checkpoint, 'partitionId'>;
}

export interface RuntimeState {
  readonly checkpointStates: readonly Checkpoint[];
  readonly backupStates: readonly Checkpoint[];
  readonly ranges: readonly Range[];
}

const firstLogPosition = 1;

function checkpointOf({ backupId, type }: ZeebeBackup, part: PartitionBackup): Checkpoint {
  return {
    partitionId: part.partitionId,
    checkpointId: backupId,
    checkpointType: type ?? 'MANUAL_BACKUP',
    checkpointPosition: part.checkpointPosition,
    checkpointTimestamp: part.createdAt,
    firstLogPosition,
  };
}

/** Backups that the logs know of, oldest first: since the state was reset, and not from another timeline. */
function knownBackups({ cluster, backups }: ZeebeComponent): ZeebeBackup[] {
  const forgotten = cluster.state.zeebe.forgottenUpTo ?? 0;
  const latest = backups.latestCheckpointId();
  return cluster.state.zeebe.backups
    .filter(({ backupId }) => backupId > forgotten && backupId <= latest)
    .toSorted((a, b) => a.backupId - b.backupId);
}

/** Between two backups the cluster writes markers, to which a restore can go as well. */
function lastMarker({ cluster }: ZeebeComponent): number | undefined {
  const interval = cluster.state.settings.zeebe.checkpointIntervalMs;
  return interval === 0 ? undefined : Math.floor(cluster.now() / interval) * interval;
}

function latestCheckpoints(
  zeebe: ZeebeComponent,
  backupStates: ReadonlyMap<number, Checkpoint>,
): Checkpoint[] {
  const marker = generatesIds(zeebe.cluster) ? lastMarker(zeebe) : undefined;
  return zeebe.cluster.state.zeebe.partitions.flatMap(({ partitionId, processedPosition }) => {
    const backup = backupStates.get(partitionId);
    if (marker !== undefined && marker > (backup?.checkpointId ?? 0)) {
      const checkpointTimestamp = new Date(marker).toISOString();
      const position = Math.max(1, processedPosition);
      return [
        {
          ...{ partitionId, checkpointId: marker, checkpointType: 'MARKER' as const },
          ...{ checkpointPosition: position, checkpointTimestamp },
        },
      ];
    }
    return backup === undefined ? [] : [asCheckpoint(backup)];
  });
}

/** A range says once which partition it is of. */
const withoutPartition = ({
  checkpointId,
  checkpointType,
  checkpointPosition,
  checkpointTimestamp,
}: Checkpoint): Omit<Checkpoint, 'partitionId'> => ({
  ...{ checkpointId, checkpointType, checkpointPosition },
  ...{ checkpointTimestamp, firstLogPosition },
});

/** The first position of the log belongs to a backup, not to a checkpoint. */
const asCheckpoint = (backup: Checkpoint): Checkpoint => ({
  ...{ partitionId: backup.partitionId, checkpointId: backup.checkpointId },
  ...{ checkpointType: backup.checkpointType, checkpointPosition: backup.checkpointPosition },
  checkpointTimestamp: backup.checkpointTimestamp,
});

/** A part that failed, is missing or was deleted ends a range. Without continuous backups each backup is a range of its own. */
function rangesOf(zeebe: ZeebeComponent, partitionId: number): Range[] {
  const deleted = zeebe.cluster.state.zeebe.deletedBackups ?? [];
  const continuous = generatesIds(zeebe.cluster);
  const runs: Checkpoint[][] = [];
  let previous: number | undefined;
  for (const backup of knownBackups(zeebe)) {
    const part = backup.partitions.find((candidate) => candidate.partitionId === partitionId);
    if (part?.state === 'IN_PROGRESS') continue;
    const gap =
      previous === undefined ||
      !continuous ||
      deleted.some((id) => id > (previous ?? 0) && id < backup.backupId);
    if (part?.state !== 'COMPLETED') previous = undefined;
    else {
      if (gap) runs.push([]);
      runs.at(-1)?.push(checkpointOf(backup, part));
      previous = backup.backupId;
    }
  }
  return runs.flatMap((run) => {
    const [start] = run;
    const end = run.at(-1);
    return start === undefined || end === undefined
      ? []
      : [{ partitionId, start: withoutPartition(start), end: withoutPartition(end) }];
  });
}

/** What GET /actuator/backupRuntime/state tells: the last checkpoint, the last backup and the ranges of each partition. */
export function runtimeState(zeebe: ZeebeComponent): RuntimeState {
  zeebe.partitions.settle();
  const last = new Map<number, Checkpoint>();
  for (const backup of knownBackups(zeebe)) {
    for (const part of backup.partitions)
      if (part.state === 'COMPLETED') last.set(part.partitionId, checkpointOf(backup, part));
  }
  const ids = zeebe.cluster.state.zeebe.partitions.map(({ partitionId }) => partitionId);
  return {
    checkpointStates: latestCheckpoints(zeebe, last),
    backupStates: ids.flatMap((id) => last.get(id) ?? []),
    ranges: ids.flatMap((id) => rangesOf(zeebe, id)),
  };
}

/** Forgets checkpoints and ranges, as when the store is switched. What is stored stays. */
export function resetRuntimeState({ cluster, backups }: ZeebeComponent): void {
  cluster.state.zeebe.forgottenUpTo = backups.latestCheckpointId();
  for (const partition of cluster.state.zeebe.partitions) partition.checkpointId = 0;
}
