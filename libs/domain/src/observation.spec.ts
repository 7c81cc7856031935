import { describe, expect, it } from '@jest/globals';
import { judge, remember, type BackupObservation, type ObservationMemory } from './observation.ts';

const grace = { appear: 30_000, incomplete: 300_000 };
const accepted: ObservationMemory = { acceptedAt: 1_000_000, fingerprint: null, unchangedSince: null };

function seen(state: BackupObservation['state'], more: Partial<BackupObservation> = {}): BackupObservation {
  return { state, message: state, done: 0, total: null, startedAt: null, ...more };
}

function verdict(what: BackupObservation, secondsLater: number, memory = accepted): unknown {
  const now = 1_000_000 + secondsLater * 1000;
  try {
    return judge('operate', what, remember(memory, what, now), { now, grace });
  } catch (error) {
    return (error as { detail: { code: string } }).detail.code;
  }
}

describe('judge', () => {
  it('waits while an accepted backup is unknown just after the trigger, and calls it lost later', () => {
    expect(verdict(seen('absent'), 1)).toBe('wait');
    expect(verdict(seen('absent'), 31)).toBe('backup-lost');
  });

  it('takes INCOMPLETE between two parts for progress, and for a failure once it stands still', () => {
    const first = seen('incomplete', { done: 2, total: 6 });
    const memory = remember(accepted, first, 1_000_000);
    expect(verdict(first, 100, memory)).toBe('wait');
    expect(verdict(seen('incomplete', { done: 3, total: 6 }), 400, memory)).toBe('wait');
    expect(verdict(first, 301, memory)).toBe('backup-incomplete');
  });

  it('refuses a COMPLETED that the component took before it was asked: another timeline', () => {
    expect(verdict(seen('completed', { startedAt: 1_000_000 - 3_600_000 }), 1)).toBe('stale-backup');
    expect(verdict(seen('completed', { startedAt: 1_000_000 - 500 }), 1)).toBe('done');
  });

  it('says done, wait and failed as the component does', () => {
    expect(verdict(seen('completed'), 1)).toBe('done');
    expect(verdict(seen('running'), 100_000)).toBe('wait');
    expect(verdict(seen('failed'), 1)).toBe('backup-failed');
  });
});
