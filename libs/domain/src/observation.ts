import type { StepComponent } from './component.ts';
import { StepFailure } from './failure.ts';

/**
 * One look at a backup inside a component.
 * - `absent`: the component does not know the id (or answers so just after the trigger)
 * - `incomplete`: parts are missing and none is running: the pause between two parts, or the end of it
 */
export interface BackupObservation {
  state: 'absent' | 'running' | 'incomplete' | 'completed' | 'failed';
  /** The component's message, for people. */
  message: string;
  done: number;
  /** Number of parts or partitions expected, where the component tells. */
  total: number | null;
  /** When the component started on it (ms since the epoch), where it tells. */
  startedAt: number | null;
}

/** What a step remembers between two looks. Kept in the run record, so that a restarted worker judges the same. */
export interface ObservationMemory {
  /** When the component accepted the trigger (ms); null before. */
  acceptedAt: number | null;
  /** Fingerprint of the last look, and since when it has not changed (ms). */
  fingerprint: string | null;
  unchangedSince: number | null;
}

export interface GracePeriods {
  /** How long an accepted backup may be unknown before it counts as lost (ms). */
  appear: number;
  /** How long `incomplete` may stand still before it counts as failed (ms). */
  incomplete: number;
}

export function remember(memory: ObservationMemory, seen: BackupObservation, now: number): ObservationMemory {
  const fingerprint = `${seen.state}:${seen.done}/${seen.total ?? '?'}`;
  const same = fingerprint === memory.fingerprint && memory.unchangedSince !== null;
  return { ...memory, fingerprint, unchangedSince: same ? memory.unchangedSince : now };
}

/** A set counts as stale when the component started it clearly before we asked for it; clocks may differ this much. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Decides what one look means once the trigger was accepted: `done`, keep `wait`ing, or a thrown permanent
 * failure. The same answer is normal right after the trigger and fatal later (recorded on Camunda 8.6.0), so
 * only time and stillness tell them apart.
 * @throws StepFailure backup-failed | backup-lost | backup-incomplete | stale-backup
 */
export function judge(
  component: StepComponent,
  seen: BackupObservation,
  memory: ObservationMemory,
  time: { now: number; grace: GracePeriods },
): 'done' | 'wait' {
  const { now, grace } = time;
  const acceptedAt = memory.acceptedAt ?? now;
  const still = now - (memory.unchangedSince ?? now);
  const fail = (
    code: 'backup-failed' | 'backup-lost' | 'backup-incomplete' | 'stale-backup',
    message: string,
  ) => StepFailure.permanent(code, message, { component, answer: seen.message });

  if (seen.startedAt !== null && seen.startedAt < acceptedAt - CLOCK_TOLERANCE_MS) {
    throw fail(
      'stale-backup',
      `${component} shows a backup under this id that it took at ${new Date(seen.startedAt).toISOString()}, ` +
        'before it was asked to: a leftover of another timeline. Use an id above all that its list shows.',
    );
  }
  switch (seen.state) {
    case 'completed':
      return 'done';
    case 'running':
      return 'wait';
    case 'failed':
      throw fail('backup-failed', `${component} reports the backup as failed: ${seen.message}`);
    case 'absent':
      if (now - acceptedAt <= grace.appear) return 'wait';
      throw fail(
        'backup-lost',
        `${component} accepted the backup ${Math.round((now - acceptedAt) / 1000)} s ago and does not know it: it is lost. ` +
          'Check that its backup store or snapshot repository can be written, then run again (with a new id).',
      );
    case 'incomplete':
      if (still <= grace.incomplete) return 'wait';
      throw fail(
        'backup-incomplete',
        `${component} stopped at part ${seen.done} of ${seen.total ?? 'unknown'} and has not moved for ` +
          `${Math.round(still / 1000)} s; it was probably restarted in the middle. Run again (with a new id).`,
      );
  }
}
