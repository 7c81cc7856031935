import { describe, expect, it } from '@jest/globals';
import type { SlotVerdict } from '#domain';
import { recordOf, whyPaused } from './slot-record.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const verdict = (plannedAt: number, result: SlotVerdict['result']): SlotVerdict => ({
  ...{ plannedAt, result, reason: result, skipCause: result === 'skipped' ? 'busy' : null },
});
const decision = (verdicts: SlotVerdict[], uncounted = { missed: 0, skipped: 0 }) => ({
  verdicts,
  uncounted,
});

describe('what is written down of a decision', () => {
  it('is nothing when all there is to do is to begin a run, or to wait', () => {
    const state = { cursor: 5, buffered: null };
    expect(recordOf(decision([verdict(7, 'started')]), state, NOW)).toBeNull();
    expect(recordOf(decision([verdict(7, 'waiting')]), state, NOW)).toBeNull();
    expect(recordOf(decision([]), state, NOW)).toBeNull();
  });

  it('moves the cursor past what is decided, never past what begins or waits, and counts everything', () => {
    const verdicts = [verdict(6, 'missed'), verdict(7, 'missed'), verdict(8, 'started')];
    const record = recordOf(
      decision(verdicts, { missed: 100, skipped: 3 }),
      { cursor: 5, buffered: null },
      NOW,
    );
    expect(record).toMatchObject({ cursor: 7, buffered: null, counts: { missed: 102, skipped: 3 } });
    expect(
      record?.slots.map(({ plannedAt, result, decidedAt }) => [Date.parse(plannedAt), result, decidedAt]),
    ).toEqual([
      [6, 'missed', '2026-11-25T12:00:00.000Z'],
      [7, 'missed', '2026-11-25T12:00:00.000Z'],
    ]);
  });

  it('keeps what is buffered, puts it there, and takes it away', () => {
    const buffered = (verdicts: SlotVerdict[], before: number | null) =>
      recordOf(decision(verdicts), { cursor: 5, buffered: before }, NOW)?.buffered;
    expect(buffered([verdict(8, 'skipped')], 4)).toBe(4);
    expect(buffered([verdict(8, 'buffered')], null)).toBe(8);
    expect(buffered([verdict(4, 'missed'), verdict(8, 'started')], 4)).toBeNull();
    const dropped = recordOf(decision([verdict(4, 'skipped')]), { cursor: 5, buffered: 4 }, NOW);
    expect(dropped?.cursor).toBe(5);
  });
});

describe('why planned times are skipped', () => {
  it('names who paused it, and the note', () => {
    const pause = { at: '2026-11-25T12:00:00.000Z', by: 'ops', note: 'moving', reason: 'operator' as const };
    expect(whyPaused(pause)).toBe('paused by ops: moving');
    expect(whyPaused({ ...pause, note: '' })).toBe('paused by ops');
    expect(whyPaused({ ...pause, reason: 'failures' })).toBe('paused itself: moving');
  });
});
