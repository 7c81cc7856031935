import { isRestorable, type SetState } from '../backup-set.ts';
import { keepReasons } from './keep-rules.ts';
import type { RetentionPolicy } from './retention-policy.ts';

/** What retention must know of one set. Times are ms since the epoch. */
export interface RetentionSet {
  backupId: number;
  state: SetState;
  /** Nothing proves that it is a set of this cluster. */
  foreign: boolean;
  /** When it was started; null where that is unknown. */
  takenAt: number | null;
  /** Marked as not to be deleted. */
  kept: boolean;
  /** What needs it now, such as `restore 42`; null for nothing. */
  neededBy: string | null;
}

export interface RetentionVerdict {
  backupId: number;
  verdict: 'keep' | 'delete';
  /** Every reason for it, at least one. */
  reasons: string[];
}

type Dated = RetentionSet & { takenAt: number };

const isDated = (set: RetentionSet): set is Dated => set.takenAt !== null;
const newestFirst = (a: Dated, b: Dated): number => b.takenAt - a.takenAt || b.backupId - a.backupId;

/**
 * What stays and what goes, with every reason, in the order of the sets given. Deterministic, and once its deletions are
 * done it deletes nothing more.
 *
 * Complete sets are what the rules are for. Own sets whose record was lost (`unverified`) are kept by the same rules
 * on their own, so that they neither take a place from a complete one nor are all lost with the record. What is failed or
 * partial satisfies no rule. A foreign set satisfies none, and stays whatever its age.
 */
export function decideRetention(
  sets: readonly RetentionSet[],
  policy: RetentionPolicy,
  now: number,
): RetentionVerdict[] {
  const complete = sets.filter(isUsable('complete')).sort(newestFirst);
  const unverified = sets.filter(isUsable('unverified')).sort(newestFirst);
  const ruled = new Map([...keepReasons(complete, policy), ...keepReasons(unverified, policy)]);
  const floor = floorReasons(complete, unverified, policy.minComplete);
  return sets.map((set) => {
    const held = [
      ...(ruled.get(set.backupId) ?? []),
      ...(floor.get(set.backupId) ?? []),
      ...heldBecause(set),
    ];
    const { backupId } = set;
    if (held.length > 0) return { backupId, verdict: 'keep', reasons: held };
    const [verdict, reason] = byAge(set, policy, now);
    return { backupId, verdict, reasons: [reason] };
  });
}

const isUsable =
  (state: SetState) =>
  (set: RetentionSet): set is Dated =>
    set.state === state && !set.foreign && isDated(set);

/** What stays whatever the rules say. */
function floorReasons(
  complete: readonly Dated[],
  unverified: readonly Dated[],
  minComplete: number,
): Map<number, string[]> {
  const newest =
    minComplete === 1 ? 'the newest complete set' : `one of the ${minComplete} newest complete sets`;
  const reasons = new Map(complete.slice(0, minComplete).map(({ backupId }) => [backupId, [newest]]));
  if (complete.length >= minComplete) return reasons;
  const few = `there ${complete.length === 1 ? 'is' : 'are'} only ${complete.length} of ${minComplete} complete sets`;
  for (const { backupId } of unverified) reasons.set(backupId, [few]);
  return reasons;
}

function heldBecause({ state, takenAt, kept, neededBy }: RetentionSet): string[] {
  const reasons: string[] = [];
  if (state === 'running') reasons.push('running');
  if (kept) reasons.push('kept by hand');
  if (neededBy !== null) reasons.push(`needed by ${neededBy}`);
  if (takenAt === null) reasons.push('nothing tells when it was taken');
  return reasons;
}

/** Of a set that nothing holds. */
function byAge(set: RetentionSet, policy: RetentionPolicy, now: number): ['keep' | 'delete', string] {
  const age = now - (set.takenAt ?? now);
  if (set.foreign) return ['keep', 'foreign: left alone'];
  if (isRestorable(set)) return ['delete', 'no rule keeps it'];
  const isOld = age > policy.failedAfter;
  return isOld
    ? ['delete', `${set.state}, and older than failedAfter`]
    : ['keep', `${set.state}, and not older than failedAfter`];
}
