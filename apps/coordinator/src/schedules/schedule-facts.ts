import type { Schedule, Slot } from '#contracts';
import { timeOf, type PassedTime, type ScheduleFacts } from '#domain';

/** What alerts are made of, from a schedule as the API shows it. */
export function scheduleFacts({ name, paused, expectedIntervalSeconds, recent }: Schedule): ScheduleFacts {
  const newest = (fits: (slot: Slot) => boolean): Slot | undefined => recent.find(fits);
  const started = newest(({ result }) => result === 'started');
  return {
    name,
    paused: paused && { at: Date.parse(paused.at), note: paused.note, reason: paused.reason },
    expectedIntervalMs: expectedIntervalSeconds * 1000,
    missed: passed(newest(({ result }) => result === 'missed')),
    // The pause of a schedule has an alert of its own; its skipped times need none.
    skipped: passed(newest(({ skipCause }) => skipCause === 'busy')),
    startedFor: timeOf(started?.plannedAt),
  };
}

function passed(slot: Slot | undefined): PassedTime | null {
  if (!slot) return null;
  return {
    plannedAt: Date.parse(slot.plannedAt),
    decidedAt: Date.parse(slot.decidedAt),
    reason: slot.reason,
  };
}
