import type { RunOutcome, SkipCause, SlotResult } from '#domain';

/** How many planned times of a schedule are remembered one by one. */
export const SLOTS_KEPT = 50;

export interface StoredPause {
  /** RFC 3339. */
  at: string;
  by: string;
  note: string;
  reason: 'operator' | 'failures';
}

/** One planned time, and what became of it. Times are RFC 3339. */
export interface StoredSlot {
  plannedAt: string;
  decidedAt: string;
  result: SlotResult;
  reason: string | null;
  skipCause: SkipCause | null;
  manual: boolean;
  backupId: number | null;
  outcome: RunOutcome | null;
}

/** What is known of one schedule. */
export interface ScheduleState {
  /** Pattern and time zone that the cursor belongs to. */
  spec: string;
  /** Everything planned up to here was decided (ms since the epoch). */
  cursor: number;
  paused: StoredPause | null;
  /** Runs that failed one after the other. */
  failures: number;
  /** The planned time that waits for the cluster (ms since the epoch). */
  buffered: number | null;
  counts: Partial<Record<SlotResult, number>>;
  /** Slot field by backup id of the runs whose end was not noted yet. */
  open: ReadonlyMap<number, string>;
  /** As they were read, for writes that depend on them. */
  raw: Record<'cursor' | 'paused' | 'buffered', string>;
}

/** Proves, in the same step that begins a run, that its slot is still to be had. */
export interface SlotClaim {
  schedule: string;
  kind: 'planned' | 'buffered' | 'manual';
  /** ms since the epoch. */
  plannedAt: number;
}

export function slotField({ kind, plannedAt }: Pick<SlotClaim, 'kind' | 'plannedAt'>): string {
  return `${kind === 'manual' ? 'm' : ''}${plannedAt}`;
}

/** @returns null where Redis does not know the schedule, or lost it */
export function stateFrom(hash: Record<string, string>): ScheduleState | null {
  const { spec, cursor, paused = '', failures = '0', buffered = '' } = hash;
  if (spec === undefined || cursor === undefined) return null;
  const named = (prefix: string): [string, string][] =>
    Object.entries(hash)
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, value]) => [field.slice(prefix.length), value]);
  return {
    spec,
    cursor: Number(cursor),
    paused: paused === '' ? null : (JSON.parse(paused) as StoredPause),
    failures: Number(failures),
    buffered: buffered === '' ? null : Number(buffered),
    counts: Object.fromEntries(named('count:').map(([result, count]) => [result, Number(count)])),
    open: new Map(named('open:').map(([backupId, field]) => [Number(backupId), field])),
    raw: { cursor, paused, buffered },
  };
}

/** The claim as the script takes it, with the slot that it writes. */
export function claimArgument(claim: SlotClaim, backupId: number, now: Date): string {
  const slot: StoredSlot = {
    plannedAt: new Date(claim.plannedAt).toISOString(),
    decidedAt: now.toISOString(),
    ...{ result: 'started', reason: null, skipCause: null, manual: claim.kind === 'manual' },
    ...{ backupId, outcome: null },
  };
  return JSON.stringify({
    kind: claim.kind,
    plannedAt: String(claim.plannedAt),
    field: slotField(claim),
    slot: JSON.stringify(slot),
    keep: SLOTS_KEPT,
  });
}
