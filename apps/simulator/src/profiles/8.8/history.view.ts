import type { Part } from '../../web-apps/parts.port.ts';

export type HistoryState = 'COMPLETED' | 'FAILED' | 'IN_PROGRESS' | 'INCOMPLETE';

/** A backup of the history in words that need no HTTP. */
export interface HistoryBackup {
  readonly backupId: number;
  readonly state: HistoryState;
  readonly failureReason?: string;
  readonly parts: readonly Part[];
}

interface Moment {
  readonly now: number;
  /** How long a missing part is believed to be about to start. */
  readonly incompleteAfterMs: number;
}

/** Between two parts it is IN_PROGRESS, unlike the separate applications: INCOMPLETE takes a long silence. */
function stateOf(parts: readonly Part[], expected: number, { now, incompleteAfterMs }: Moment): HistoryState {
  const states = parts.map(({ state }) => state);
  if (states.length === expected && states.every((state) => state === 'SUCCESS')) return 'COMPLETED';
  if (states.some((state) => state === 'FAILED' || state === 'PARTIAL')) return 'FAILED';
  if (states.includes('IN_PROGRESS')) return 'IN_PROGRESS';
  if (states.length >= expected) return 'FAILED';
  const lastEnd = parts.at(-1)?.endedAt ?? now;
  return now - lastEnd > incompleteAfterMs ? 'INCOMPLETE' : 'IN_PROGRESS';
}

const namesOf = (parts: readonly Part[], state: string): string =>
  parts
    .filter((part) => part.state === state)
    .map(({ name }) => name)
    .join(', ');

function reasonOf(parts: readonly Part[], expected: number): string | undefined {
  const failed = namesOf(parts, 'FAILED');
  if (failed !== '') return `There were failures with the following snapshots: ${failed}`;
  const partial = namesOf(parts, 'PARTIAL');
  if (partial !== '') return `Some of the snapshots are partial: ${partial}`;
  return parts.length > expected ? 'More snapshots found than expected.' : undefined;
}

/** `parts` are those of one backup, oldest first; there is at least one. */
export function historyBackup(backupId: number, parts: readonly Part[], moment: Moment): HistoryBackup {
  const expected = parts[0]?.partCount ?? parts.length;
  const state = stateOf(parts, expected, moment);
  const failureReason = state === 'FAILED' ? reasonOf(parts, expected) : undefined;
  return { backupId, state, parts, ...(failureReason === undefined ? {} : { failureReason }) };
}

export const historyDetails = (parts: readonly Part[], verbose: boolean): object[] =>
  parts.map(({ name, state, startedAt, failures }) => ({
    snapshotName: name,
    state,
    ...(verbose ? { startTime: new Date(startedAt).toISOString() } : {}),
    failures: failures.length === 0 ? null : failures.map(({ reason }) => reason),
  }));

export const viewHistory = (
  { backupId, state, failureReason, parts }: HistoryBackup,
  verbose = true,
): object => ({
  backupId,
  state,
  ...(failureReason === undefined ? {} : { failureReason }),
  details: historyDetails(parts, verbose),
});
