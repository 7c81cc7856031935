import type { BackupObservation } from '#domain';
import { stateOf } from '../backup-state.ts';
import { shorten } from '../http/answers.ts';
import { earliestOf, numberOf, objectOf, objectsOf, textOf, timeOf } from '../http/json-fields.ts';

interface PartitionBackup {
  partitionId: number;
  state: BackupObservation['state'];
  reason: string | null;
  createdAt: number | null;
}

/**
 * Reads one backup of Zeebe. Null when it has no state.
 *
 * The earliest createdAt is passed on: when the store already holds this id from another timeline of the cluster,
 * Zeebe accepts the trigger and then shows the old backup as COMPLETED (recorded on 8.6.0).
 */
export function observeZeebeBackup(
  body: unknown,
  expectedPartitions: number | null,
): BackupObservation | null {
  const backup = objectOf(body);
  const word = textOf(backup?.['state']) ?? textOf(backup?.['status']);
  if (backup === null || word === null) return null;
  const partitions = partitionsOf(backup['details'] ?? backup['partitions']);
  const done = partitions.filter((partition) => partition.state === 'completed').length;
  const total = expectedPartitions ?? (partitions.length || null);
  const state = verify(stateOf(word), partitions, expectedPartitions);
  return {
    state,
    message: sayOf(word, textOf(backup['failureReason']), partitions, { done, total }),
    done,
    total,
    startedAt: earliestOf(partitions.map((partition) => partition.createdAt)),
  };
}

/** Checkpoint positions by partition id; 8.1 has them in a `description`. A partition that does not tell is left out. */
export function checkpointsOf(body: unknown): Record<string, number> {
  const backup = objectOf(body);
  const details = objectsOf(backup?.['details'] ?? backup?.['partitions']);
  return Object.fromEntries(
    details.flatMap((detail): [string, number][] => {
      const partition = numberOf(detail['partitionId']);
      const position = numberOf((objectOf(detail['description']) ?? detail)['checkpointPosition']);
      return partition === null || position === null ? [] : [[String(partition), position]];
    }),
  );
}

function partitionsOf(details: unknown): PartitionBackup[] {
  return objectsOf(details).map((detail) => ({
    partitionId: numberOf(detail['partitionId']) ?? 0,
    state: stateOf(textOf(detail['state']) ?? textOf(detail['status']) ?? 'UNKNOWN'),
    reason: textOf(detail['failureReason']),
    createdAt: timeOf(detail['createdAt']),
  }));
}

/** COMPLETED is only believed when every expected partition says so itself. */
function verify(
  state: BackupObservation['state'],
  partitions: readonly PartitionBackup[],
  expected: number | null,
): BackupObservation['state'] {
  // 8.1 has no word for a backup that some partitions do not have.
  if (state === 'absent' && partitions.some((partition) => partition.state !== 'absent')) return 'incomplete';
  if (state !== 'completed') return state;
  const completed = partitions.filter((partition) => partition.state === 'completed');
  const ids = new Set(completed.map((partition) => partition.partitionId));
  if (partitions.length === 0 || completed.length < partitions.length) return 'incomplete';
  for (let id = 1; id <= (expected ?? 0); id++) if (!ids.has(id)) return 'incomplete';
  return 'completed';
}

function sayOf(
  word: string,
  reason: string | null,
  partitions: readonly PartitionBackup[],
  progress: { done: number; total: number | null },
): string {
  const reasons = partitions
    .filter((partition) => partition.reason !== null)
    .map((partition) => `partition ${partition.partitionId}: ${partition.reason ?? ''}`);
  if (reasons.length > 0) return shorten(`${word}, ${reasons.join(' ')}`);
  if (reason !== null) return shorten(`${word}, ${reason}`);
  return progress.total === null ? word : `${word}, ${progress.done} of ${progress.total} partitions`;
}
