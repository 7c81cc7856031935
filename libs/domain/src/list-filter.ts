import type { SetState } from './backup-set.ts';
import { scheduleOf, type RunOrigin } from './run-origin.ts';
import { RUN_OUTCOMES, type RunOutcome, type RunPhase } from './run.ts';

/**
 * A backup in one word, for lists: the state of its set, unless its run tells more. `rejected` and `cancelled` runs leave
 * nothing to restore, and of a `deleted` set nothing is left.
 */
export const BACKUP_STATES = [
  'complete',
  'unverified',
  'foreign',
  'partial',
  'running',
  'failed',
  'rejected',
  'cancelled',
  'deleted',
] as const satisfies readonly (SetState | RunOutcome | 'deleted')[];
export type BackupState = (typeof BACKUP_STATES)[number];

/** What is known of a backup; null where there is none. */
interface KnownBackup {
  run: { phase: RunPhase; outcome: RunOutcome | null } | null;
  set: { state: SetState } | null;
  deleted: object | null;
}

export function backupStateOf({ run, set, deleted }: KnownBackup): BackupState {
  if (deleted !== null) return 'deleted';
  if (run !== null && run.phase !== 'done') return 'running';
  const outcome = run?.outcome ?? null;
  if (outcome === 'rejected' || outcome === 'cancelled') return outcome;
  if (set !== null) return set.state;
  // The components were not read since its end.
  return outcome === 'completed' ? 'complete' : 'failed';
}

/** A run in one word: how it ended, or that it has not. */
export const RUN_STATES = ['running', ...RUN_OUTCOMES] as const;
export type RunState = (typeof RUN_STATES)[number];

export function runStateOf({ outcome }: { outcome: RunOutcome | null }): RunState {
  return outcome ?? 'running';
}

/** Which entries of a list are wanted; what is left out does not matter. */
export interface ListFilter {
  /** RFC 3339: started then or later. */
  since?: string | undefined;
  /** A label by its key, or by key and value. */
  label?: { key: string; value: string | null } | undefined;
  schedule?: string | undefined;
}

/** What a filter looks at. */
interface Filtered {
  /** null: nothing says when it began. */
  startedAt: string | null;
  run: { labels: Readonly<Record<string, string>>; origin: RunOrigin } | null;
}

export function isWanted({ startedAt, run }: Filtered, { since, label, schedule }: ListFilter): boolean {
  if (since !== undefined && (startedAt === null || Date.parse(startedAt) < Date.parse(since))) return false;
  if (label !== undefined && !hasLabel(run?.labels ?? {}, label)) return false;
  return schedule === undefined || (run !== null && scheduleOf(run.origin) === schedule);
}

function hasLabel(
  labels: Readonly<Record<string, string>>,
  { key, value }: NonNullable<ListFilter['label']>,
): boolean {
  return Object.hasOwn(labels, key) && (value === null || labels[key] === value);
}
