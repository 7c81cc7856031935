import { describe, expect, it } from '@jest/globals';
import { applicableIntent, reasonToLift, type PauseFacts } from './exporting-pause.ts';
import { RUN_KINDS, type RunKind } from './procedure-shape.ts';

const BUDGET_MS = 60_000;
const DEADLINE = 1_000_000;
const run = { kind: 'backup', number: 42 } as const;
const known = { run, deadline: DEADLINE, confirmedAt: DEADLINE - 30_000 };

function decide(over: Partial<PauseFacts>): string | null {
  return reasonToLift({
    owner: { kind: 'unknown' },
    known: null,
    now: DEADLINE - 1,
    ranAt: null,
    pausedMs: 0,
    lostMs: 0,
    budgetMs: BUDGET_MS,
    ...over,
  });
}

describe('a pause that a run owns', () => {
  const owner = { kind: 'run', run, deadline: DEADLINE } as const;

  it('is left to the run, its dead man and the supervisor', () => {
    expect(decide({ owner, now: DEADLINE + 6_999, pausedMs: 10 * BUDGET_MS })).toBeNull();
  });

  it('is lifted after its deadline, although Redis says that the run is open', () => {
    expect(decide({ owner, now: DEADLINE + 7_000 })).toMatch(/pause budget of backup 42 is used up/);
  });
});

describe('what is left of the pause of a run that has ended', () => {
  it('is lifted at once, and attributed to that run by its kind', () => {
    const left = (kind: RunKind) => decide({ owner: { kind: 'ended-run', run: { kind, number: 42 } } });
    expect(RUN_KINDS.map(left)).toEqual(
      RUN_KINDS.map((kind) => `${kind} 42 ended before all of it was lifted`),
    );
  });
});

describe('a pause while Redis does not tell who owns it', () => {
  it('keeps the deadline that this process remembers, however long it was seen', () => {
    expect(decide({ known, now: DEADLINE + 6_999, pausedMs: 10 * BUDGET_MS })).toBeNull();
    expect(decide({ known, now: DEADLINE + 7_000 })).toMatch(/Redis does not tell.*backup 42/);
  });

  it('without a memory is lifted once it was seen for a whole budget', () => {
    expect(decide({ pausedMs: BUDGET_MS - 1 })).toBeNull();
    expect(decide({ pausedMs: BUDGET_MS })).toMatch(/whole pause budget, and Redis does not tell/);
  });

  it('has a budget of its own where exporting ran after the memory was confirmed: it may be a later run', () => {
    const facts = { known, ranAt: known.confirmedAt + 1, now: DEADLINE + 3_600_000 };
    expect(decide({ ...facts, pausedMs: BUDGET_MS - 1 })).toBeNull();
    expect(decide({ ...facts, pausedMs: BUDGET_MS })).not.toBeNull();
    expect(applicableIntent(facts)).toBeNull();
  });

  it('is that of the memory where exporting ran only before', () => {
    expect(applicableIntent({ known, ranAt: known.confirmedAt - 1 })).toBe(known);
  });
});

describe('a pause that no run owns', () => {
  it('is lifted within seconds when it may be that of a run which is gone', () => {
    expect(decide({ owner: { kind: 'lost-run' }, lostMs: 3_999, pausedMs: 3_999 })).toBeNull();
    expect(decide({ owner: { kind: 'lost-run' }, lostMs: 4_000 })).toMatch(/run that paused it is gone/);
  });

  it('of another owner is lifted after a whole budget, and no deadline of Holdfast shortens that', () => {
    const owner = { kind: 'none' } as const;
    expect(decide({ owner, known, now: DEADLINE + 3_600_000, pausedMs: BUDGET_MS - 1 })).toBeNull();
    expect(decide({ owner, pausedMs: BUDGET_MS })).toMatch(/owned by no run/);
  });

  it('and whose record this build cannot read is lifted after a whole budget: only another build knows its deadline', () => {
    const owner = { kind: 'unreadable' } as const;
    expect(decide({ owner, known, now: DEADLINE + 3_600_000, pausedMs: BUDGET_MS - 1 })).toBeNull();
    expect(decide({ owner, pausedMs: BUDGET_MS })).toMatch(
      /whole pause budget, and its record is of a version/,
    );
  });
});
