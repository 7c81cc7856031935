import type { ScheduleState, SlotRecord, StoredPause, StoredSlot } from '#redis';
import type { SlotDecision, SlotVerdict } from '#domain';

type Written = SlotVerdict & { result: 'buffered' | 'skipped' | 'missed' };

const isWritten = (verdict: SlotVerdict): verdict is Written =>
  verdict.result !== 'started' && verdict.result !== 'waiting';

/** What of a decision is to be written down before a run begins; null for nothing. */
export function recordOf(
  { verdicts, uncounted }: SlotDecision,
  state: Pick<ScheduleState, 'cursor' | 'buffered'>,
  now: number,
): SlotRecord | null {
  const written = verdicts.filter(isWritten);
  if (written.length === 0) return null;
  const counts = {
    missed: uncounted.missed + written.filter(({ result }) => result === 'missed').length,
    skipped: uncounted.skipped + written.filter(({ result }) => result === 'skipped').length,
    buffered: written.filter(({ result }) => result === 'buffered').length,
  };
  const dropped = written.some(({ plannedAt }) => plannedAt === state.buffered);
  const buffered = written.find(({ result }) => result === 'buffered')?.plannedAt ?? null;
  return {
    cursor: Math.max(state.cursor, ...written.map(({ plannedAt }) => plannedAt)),
    buffered: buffered ?? (dropped ? null : state.buffered),
    slots: written.map((verdict) => slotOf(verdict, now)),
    counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  };
}

export function slotOf(
  { plannedAt, ...rest }: { plannedAt: number } & Pick<StoredSlot, 'result' | 'reason' | 'skipCause'>,
  now: number,
): StoredSlot {
  const { result, reason, skipCause } = rest;
  return {
    plannedAt: new Date(plannedAt).toISOString(),
    decidedAt: new Date(now).toISOString(),
    ...{ result, reason, skipCause, manual: false, backupId: null, outcome: null },
  };
}

/** Why planned times are skipped. */
export function whyPaused({ by, note, reason }: StoredPause): string {
  const who = reason === 'failures' ? 'paused itself' : `paused by ${by}`;
  return note === '' ? who : `${who}: ${note}`;
}
