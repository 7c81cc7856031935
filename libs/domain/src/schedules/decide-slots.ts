import type { RunKind } from '../procedure-shape.ts';
import type { OverlapPolicy, SkipCause, SlotResult } from './schedule-words.ts';

/** Planned times that have come, and of which nothing was decided yet. Times are ms since the epoch. */
export interface DueSlots {
  /** The newest of them, oldest first: as many as are worth a line of their own. */
  newest: readonly number[];
  /** How many more there are before those: planned before the schedule was paused, and since. */
  earlier: { before: number; since: number };
}

export interface SlotFacts {
  now: number;
  due: DueSlots;
  /** How much later than planned the newest one may start. */
  jitter: number;
  /** Null while it is not paused. */
  paused: { since: number; why: string } | null;
  /** The kind of the run that holds the cluster; null while it is free. */
  busy: RunKind | null;
  overlap: OverlapPolicy;
  /** The planned time that waits for a run to end. */
  buffered: number | null;
  /** So late a planned time may still begin. */
  catchUp: number;
}

export interface SlotVerdict {
  plannedAt: number;
  /** `waiting`: nothing is decided yet, look again in a moment. */
  result: Exclude<SlotResult, 'failed'> | 'waiting';
  /** For people. */
  reason: string | null;
  /** Of one that is skipped; null for every other result. */
  skipCause: SkipCause | null;
}

export interface SlotDecision {
  /** Oldest first. At most one is `started`. */
  verdicts: SlotVerdict[];
  /** Of those that have no line of their own. */
  uncounted: { missed: number; skipped: number };
}

const REPLACED = 'a later planned time took its place';

/**
 * What becomes of planned times that have come. However many passed while Holdfast was down, only the newest may start,
 * and only within the catch-up window: missed times are never replayed.
 */
export function decideSlots(facts: SlotFacts): SlotDecision {
  const { due, buffered } = facts;
  const newest = due.newest.at(-1);
  const passed = due.newest.slice(0, -1).map((plannedAt) => passedVerdict(plannedAt, facts));
  const waiting = buffered === null ? [] : bufferedVerdict(buffered, facts, newest !== undefined);
  const begins = waiting.some(({ result }) => result === 'started');
  const last = newest === undefined ? [] : [begins ? afterBuffered(newest) : newestVerdict(newest, facts)];
  return {
    verdicts: [...waiting, ...passed, ...last],
    uncounted: facts.paused
      ? { missed: due.earlier.before, skipped: due.earlier.since }
      : { missed: due.earlier.before + due.earlier.since, skipped: 0 },
  };
}

function passedVerdict(plannedAt: number, { paused }: SlotFacts): SlotVerdict {
  if (paused && plannedAt >= paused.since) return skipped(plannedAt, 'paused', paused.why);
  return verdict(plannedAt, 'missed', REPLACED);
}

function newestVerdict(plannedAt: number, facts: SlotFacts): SlotVerdict {
  const { now, jitter, paused, catchUp, busy } = facts;
  if (paused && plannedAt >= paused.since) return skipped(plannedAt, 'paused', paused.why);
  const late = now - plannedAt - jitter;
  if (paused || late > catchUp)
    return verdict(
      plannedAt,
      'missed',
      `its time passed ${Math.floor(late / 1000)} s before a coordinator could start it`,
    );
  if (busy === null) return verdict(plannedAt, 'started');
  // A deletion is over in a moment, and often one of retention: no reason to go without a backup.
  if (busy === 'deletion') return verdict(plannedAt, 'waiting', 'a set is being deleted');
  if (facts.overlap === 'skip') return skipped(plannedAt, 'busy', `the cluster was busy with a ${busy}`);
  if (facts.buffered !== null)
    return skipped(plannedAt, 'busy', 'an earlier planned time waits for the cluster already');
  return verdict(plannedAt, 'buffered', `waits for the ${busy} that holds the cluster`);
}

function bufferedVerdict(plannedAt: number, facts: SlotFacts, hasNewer: boolean): SlotVerdict[] {
  if (facts.paused) return [skipped(plannedAt, 'paused', facts.paused.why)];
  if (facts.busy !== null) return [];
  // However long the run took that it waited for, it begins; but after an absence one run is enough.
  if (hasNewer && facts.now - plannedAt > facts.catchUp) return [verdict(plannedAt, 'missed', REPLACED)];
  return [verdict(plannedAt, 'started')];
}

/** Its turn comes at the next look, when the one before it holds the cluster. */
function afterBuffered(plannedAt: number): SlotVerdict {
  return verdict(plannedAt, 'waiting', 'an earlier planned time begins first');
}

function verdict(
  plannedAt: number,
  result: Exclude<SlotVerdict['result'], 'skipped'>,
  reason: string | null = null,
): SlotVerdict {
  return { plannedAt, result, reason, skipCause: null };
}

function skipped(plannedAt: number, skipCause: SkipCause, reason: string): SlotVerdict {
  return { plannedAt, result: 'skipped', reason, skipCause };
}
