import { nameOf, type RunName } from './run-name.ts';

/**
 * Who owns a soft pause, as far as it is known.
 * - `run`: an open run, until its deadline (ms since the epoch).
 * - `ended-run`: a run that ended while brokers were down: the rest of its pause is on record.
 * - `lost-run`: no run, but the pause may be the work of one whose record is gone or has ended.
 * - `none`: no run of Holdfast.
 * - `unreadable`: another build of Holdfast recorded the pause, in a form that this one cannot read.
 * - `unknown`: Redis did not answer in time.
 */
export type PauseOwner =
  | { readonly kind: 'run'; readonly run: RunName; readonly deadline: number }
  | { readonly kind: 'ended-run'; readonly run: RunName }
  | { readonly kind: 'lost-run' | 'none' | 'unreadable' | 'unknown' };

/** The last pause intent that a process knows without Redis. Times are ms since the epoch. */
export interface KnownIntent {
  readonly run: RunName;
  readonly deadline: number;
  /** When Redis last confirmed it. */
  readonly confirmedAt: number;
}

export interface PauseFacts {
  readonly owner: PauseOwner;
  /** Null when none is on record, as far as this process knows. */
  readonly known: KnownIntent | null;
  /** ms since the epoch. */
  readonly now: number;
  /** When this process last saw exporting run (ms since the epoch); null for never. */
  readonly ranAt: number | null;
  /** For how long this process has seen the pause (ms). */
  readonly pausedMs: number;
  /** For how long it has seen it without its run (ms). */
  readonly lostMs: number;
  readonly budgetMs: number;
}

/** After the deadline, the run, its dead man and the supervisor come first (ms). */
const PATIENCE_MS = 7_000;
/** A pause without its run is lifted after this time, because a run may just be starting or ending (ms). */
const LOST_MS = 4_000;

const isOverdue = ({ deadline }: { deadline: number }, now: number): boolean => now >= deadline + PATIENCE_MS;

const endedBeforeLifted = (run: RunName): string => `${nameOf(run)} ended before all of it was lifted`;

const WHOSE = {
  none: 'owned by no run',
  unreadable: 'and its record is of a version that this build cannot read',
  unknown: 'and Redis does not tell who owns it',
} as const;

/**
 * Whether a soft pause must be lifted now. Its deadline bounds it, whatever its owner and whatever Redis does: a run that
 * cannot end its own pause, because Redis refuses its writes, does not keep it.
 * @returns the reason in words, or null
 */
export function reasonToLift(facts: PauseFacts): string | null {
  const { owner, now, pausedMs, budgetMs } = facts;
  if (owner.kind === 'run')
    return isOverdue(owner, now)
      ? `the pause budget of ${nameOf(owner.run)} is used up, and its run did not end it`
      : null;
  if (owner.kind === 'ended-run') return endedBeforeLifted(owner.run);
  if (owner.kind === 'lost-run') return facts.lostMs < LOST_MS ? null : 'the run that paused it is gone';
  const intent = owner.kind === 'unknown' ? applicableIntent(facts) : null;
  if (intent !== null)
    return isOverdue(intent, now)
      ? `Redis does not tell who owns it, and the pause budget of ${nameOf(intent.run)} is used up`
      : null;
  if (pausedMs < budgetMs) return null;
  return `has been for the whole pause budget, ${WHOSE[owner.kind]}`;
}

/**
 * Whether what a run may have left of its pause must be lifted now, although no leader shows a pause: a broker that was
 * down at the resume comes back with the pause on its disk, and a follower does not show it before it leads. While Redis
 * refuses writes or does not answer, the run cannot end, and its deadline decides.
 * @returns the reason in words, or null
 */
export function reasonToLiftLeftover({
  owner,
  known,
  now,
}: Pick<PauseFacts, 'owner' | 'known' | 'now'>): string | null {
  if (owner.kind === 'ended-run') return endedBeforeLifted(owner.run);
  const due = owner.kind === 'run' ? owner : owner.kind === 'unknown' ? known : null;
  if (due === null || !isOverdue(due, now)) return null;
  return `the pause budget of ${nameOf(due.run)} is used up, and it is not on record that all of it was lifted`;
}

/**
 * The intent that a pause seen now belongs to, while Redis does not tell. Exporting that was seen running after the
 * intent was last confirmed has been paused again since then, perhaps by a later run: that one has a budget of its own.
 */
export function applicableIntent({ known, ranAt }: Pick<PauseFacts, 'known' | 'ranAt'>): KnownIntent | null {
  return known === null || (ranAt !== null && ranAt > known.confirmedAt) ? null : known;
}
