import type { Part } from './parts.port.ts';

type BackupState = 'COMPLETED' | 'FAILED' | 'IN_PROGRESS' | 'INCOMPLETE';

function stateOf(parts: readonly Part[], expected: number): BackupState {
  const states = parts.map(({ state }) => state);
  if (states.length === expected && states.every((state) => state === 'SUCCESS')) return 'COMPLETED';
  if (states.some((state) => state === 'FAILED' || state === 'PARTIAL')) return 'FAILED';
  if (states.includes('IN_PROGRESS')) return 'IN_PROGRESS';
  return states.length < expected ? 'INCOMPLETE' : 'FAILED';
}

const namesOf = (parts: readonly Part[], state: string): string =>
  parts
    .filter((part) => part.state === state)
    .map(({ name }) => name)
    .join(', ');

function reasonOf(parts: readonly Part[], expected: number): string | null {
  const failed = namesOf(parts, 'FAILED');
  if (failed !== '') return `There were failures with the following snapshots: ${failed}`;
  const partial = namesOf(parts, 'PARTIAL');
  if (partial !== '') return `Some of the snapshots are partial: ${partial}`;
  return parts.length > expected ? 'More snapshots found than expected.' : null;
}

/** The zone without a colon, as Jackson writes an OffsetDateTime here. */
export const offsetTime = (time: number): string => new Date(time).toISOString().replace('Z', '+0000');

/** Between two parts a healthy backup is INCOMPLETE for a moment: that is how the real ones answer. */
export function viewWebAppBackup(backupId: number, parts: readonly Part[]): object {
  const [first] = parts;
  const expected = first?.partCount ?? parts.length;
  const state = stateOf(parts, expected);
  return {
    backupId,
    state,
    failureReason: state === 'FAILED' ? reasonOf(parts, expected) : null,
    details: parts.map((part) => ({
      snapshotName: part.name,
      state: part.state,
      startTime: offsetTime(part.startedAt),
      failures: part.failures.map(
        ({ index, shardId, reason }) => `[${index}][${shardId}] failed, reason [${reason}]`,
      ),
    })),
  };
}
