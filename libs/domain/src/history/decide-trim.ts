import { LATE_MS } from '../late-part.ts';
import type { HistoryKeep } from './history-keep.ts';
import type { NewestRuns, RunOutline } from './newest-runs.ts';

/** Why a run stays on record although the bounds no longer keep it. */
export const TRIM_OBSTACLES = [
  'open',
  'newest',
  'named',
  'set',
  'deletion',
  'late-part',
  'unknown-set',
] as const;
export type TrimObstacle = (typeof TRIM_OBSTACLES)[number];

/** What is known of everything that may need a run. */
export interface TrimFacts {
  newest: Pick<NewestRuns, 'has'>;
  /** Numbers that a schedule, an alert, a pause, the lock, a plan or a retention run names. */
  named: ReadonlySet<number>;
  /** Ids of runs that are named so. */
  namedRuns: ReadonlySet<string>;
  /** Ids of the sets that the catalogue shows, those included of which nothing is left; null where that could not be read. */
  shown: ReadonlySet<number> | null;
  /** Until when the stores were read: of what ended later they say nothing (ms since the epoch). */
  readAt: number;
  /** Sets whose notes name a deletion, with its number. */
  deletions: ReadonlyMap<number, number>;
  /** Sets whose own run is on record. */
  recorded: ReadonlySet<number>;
  /** ms since the epoch. */
  now: number;
}

/**
 * Whether the bounds no longer keep a run.
 * @param newer how many runs on record are newer
 * @param now ms since the epoch
 */
export function isBeyond(
  { finishedAt }: Pick<RunOutline, 'finishedAt'>,
  { newer, keep, now }: { newer: number; keep: HistoryKeep; now: number },
): boolean {
  const age = finishedAt === null ? 0 : now - Date.parse(finishedAt);
  return newer >= keep.count || age > keep.age;
}

/** Why a run must stay, whatever the bounds say; null when nothing needs it. */
export function trimObstacle(run: RunOutline, facts: TrimFacts): TrimObstacle | null {
  const { number, runId, phase } = run;
  if (phase !== 'done') return 'open';
  if (facts.newest.has(number)) return 'newest';
  if (facts.named.has(number) || facts.namedRuns.has(runId)) return 'named';
  if (mayGrow(run, facts.now)) return 'late-part';
  if (run.kind === 'backup') return neededBySet(run, facts);
  return run.kind === 'deletion' ? neededByNote(run, facts) : null;
}

/** What a backup asked for may still be written, or arrive, after it has failed. The part that arrives is known by its run. */
function mayGrow({ kind, outcome, finishedAt }: RunOutline, now: number): boolean {
  if (kind !== 'backup' || (outcome !== 'failed' && outcome !== 'cancelled')) return false;
  return finishedAt === null || now - Date.parse(finishedAt) < LATE_MS;
}

/** Without its run a set would be unverified; a run that was rejected asked for nothing, so it has no set. */
function neededBySet(
  { setId, outcome, finishedAt }: RunOutline,
  { shown, readAt }: TrimFacts,
): TrimObstacle | null {
  if (outcome === 'rejected') return null;
  if (shown === null || finishedAt === null || Date.parse(finishedAt) >= readAt) return 'unknown-set';
  return shown.has(setId) ? 'set' : null;
}

/** The notes of a set name its last deletion: without that the set would be shown as lost, or without its failure. */
function neededByNote(
  { number, setId, finishedAt }: RunOutline,
  { deletions, recorded, shown, readAt }: TrimFacts,
): TrimObstacle | null {
  if (deletions.get(setId) !== number) return null;
  if (recorded.has(setId)) return 'deletion';
  if (shown === null || finishedAt === null || Date.parse(finishedAt) >= readAt) return 'unknown-set';
  return shown.has(setId) ? 'deletion' : null;
}
