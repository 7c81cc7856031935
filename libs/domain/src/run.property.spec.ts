import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXPORTING_STATES, type ExportingState } from './exporting.ts';
import { FAILURE_CODES, StepFailure, type FailureCode, type FailureDetail } from './failure.ts';
import {
  causeOf,
  outcomeOf,
  pendingStep,
  phasesBefore,
  RUN_OUTCOMES,
  RUN_PHASES,
  STEP_STATES,
  stepStatesBefore,
  type RunOutcome,
  type RunPhase,
  type StepRecord,
  type StepState,
} from './run.ts';

const phases = fc.constantFrom(...RUN_PHASES);
const states = fc.constantFrom(...STEP_STATES);
const exportings = fc.constantFrom(...EXPORTING_STATES);
const CANCEL = '2026-01-01T00:00:00Z';

const failureOf = (code: FailureCode, message = ''): FailureDetail =>
  StepFailure.permanent(code, message).detail;

const aStep = (state: StepState, failure: FailureDetail | null = null): StepRecord => ({
  ...pendingStep({ name: 'backup-zeebe', component: 'zeebe' }),
  state,
  failure,
});

/** Any list of steps, also one that no run would get to: the functions are asked about stored data. */
const anySteps = fc.array(
  fc
    .tuple(states, fc.option(fc.constantFrom(...FAILURE_CODES), { freq: 4 }), fc.nat(1_000_000))
    .map(([state, code, salt]) => aStep(state, code === null ? null : failureOf(code, String(salt)))),
  { maxLength: 7 },
);
/** As above, with every step done in one of two lists: `completed` must not be too rare to be looked at. */
const steps: fc.Arbitrary<StepRecord[]> = fc.oneof(
  anySteps,
  anySteps.map((list) => list.map((step) => ({ ...step, state: 'done' as const, failure: null }))),
  anySteps.map((list) => list.map((step) => ({ ...step, failure: step.failure && failureOf('cancelled') }))),
);
const endings = fc.record({
  steps,
  cancelRequestedAt: fc.constantFrom(null, CANCEL),
  exporting: fc.oneof(fc.constant<ExportingState>('running'), exportings),
});

describe('the outcome of any steps', () => {
  /** Word for word what the documentation says, without a look at how the code gets there. */
  function expected(run: Parameters<typeof outcomeOf>[0]): RunOutcome {
    const count = (state: StepState): number => run.steps.filter((step) => step.state === state).length;
    if (count('done') === run.steps.length && run.exporting === 'running') return 'completed';
    if (run.cancelRequestedAt === null) return 'failed';
    const fell = run.steps.filter((step) => step.state === 'failed');
    return fell.filter((step) => step.failure?.code === 'cancelled').length === fell.length
      ? 'cancelled'
      : 'failed';
  }

  it('is what the model says', () => {
    const seen = new Set<RunOutcome>();
    fc.assert(
      fc.property(endings, (run) => {
        const outcome = outcomeOf(run);
        seen.add(outcome);
        expect(outcome).toBe(expected(run));
      }),
      { numRuns: 1_000 },
    );
    // `rejected` is the preflight's word: the steps can never say it.
    expect([...seen].sort()).toEqual(RUN_OUTCOMES.filter((each) => each !== 'rejected').sort());
  });

  it('does not depend on the order of the steps', () => {
    fc.assert(
      fc.property(endings, fc.nat(), (run, at) => {
        const turned = [...run.steps.slice(at % 8), ...run.steps.slice(0, at % 8)].reverse();
        expect(outcomeOf({ ...run, steps: turned })).toBe(outcomeOf(run));
      }),
    );
  });

  it('never gets better when one step did worse or exporting was not read as running', () => {
    fc.assert(
      fc.property(
        endings,
        fc.nat(),
        fc.constantFrom<StepState>('pending', 'running', 'failed', 'skipped'),
        (run, at, worse) => {
          fc.pre(run.steps.length > 0);
          const list = run.steps.with(at % run.steps.length, aStep(worse));
          expect(outcomeOf({ ...run, steps: list })).not.toBe('completed');
          for (const exporting of EXPORTING_STATES.filter((each) => each !== 'running')) {
            expect(outcomeOf({ ...run, exporting })).not.toBe('completed');
          }
        },
      ),
    );
  });

  it('is cancelled only on request, and a request takes nothing away from a run that completed', () => {
    fc.assert(
      fc.property(endings, (run) => {
        const without = outcomeOf({ ...run, cancelRequestedAt: null });
        expect(without).not.toBe('cancelled');
        const asked = outcomeOf({ ...run, cancelRequestedAt: CANCEL });
        if (without === 'completed') expect(asked).toBe('completed');
        else expect(['failed', 'cancelled']).toContain(asked);
      }),
    );
  });
});

describe('the cause among any steps', () => {
  const isConsequence = (detail: FailureDetail): boolean =>
    ['earlier-step-failed', 'cancelled'].includes(detail.code);

  it('is the first failure of a step that failed for a reason of its own, else the first of any', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const cause = causeOf(list);
        const details = list.flatMap((step) =>
          step.state === 'failed' && step.failure !== null ? [step.failure] : [],
        );
        expect(cause === null).toBe(details.length === 0);
        if (cause === null) return;
        expect(details).toContain(cause);
        const earlier = details.slice(0, details.indexOf(cause));
        if (isConsequence(cause)) {
          expect(earlier).toEqual([]);
          expect(details.every(isConsequence)).toBe(true);
        } else expect(earlier.every(isConsequence)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a whole run under any sequence of guarded writes', () => {
  type Attempt =
    | { kind: 'phase'; to: RunPhase }
    | { kind: 'step'; which: number; to: StepState; code: FailureCode }
    | { kind: 'cancel' }
    | { kind: 'exporting'; to: ExportingState };
  // Exporting reads `running` more often than not, and steps get on: else hardly any run would complete.
  const forward = fc.constantFrom<StepState>('running', 'running', 'done', 'done', ...STEP_STATES);
  const own = fc.constantFrom<FailureCode>('backup-failed', 'cancelled', 'deadline-passed');
  const read = fc.oneof(fc.constant<ExportingState>('running'), exportings);
  const of = <K extends Attempt['kind']>(kind: K): fc.Arbitrary<K> => fc.constant(kind);
  const attempt = fc.oneof<fc.WeightedArbitrary<Attempt>[]>(
    { weight: 12, arbitrary: fc.record({ kind: of('step'), which: fc.nat(1), to: forward, code: own }) },
    { weight: 2, arbitrary: fc.record({ kind: of('phase'), to: phases }) },
    { weight: 1, arbitrary: fc.record({ kind: of('cancel') }) },
    { weight: 1, arbitrary: fc.record({ kind: of('exporting'), to: read }) },
  );

  /** What a process does with the tables: a write goes through when the state now is one of the sources. */
  class Life {
    phase: RunPhase = 'preflight';
    outcome: RunOutcome | null = null;
    cancelRequestedAt: string | null = null;
    exporting: ExportingState = 'running';
    steps = [aStep('pending'), aStep('pending')];

    try(wish: Attempt): void {
      // After the end the lock is released and no process works on the run; only a late `phase` may still come.
      if (this.phase === 'done' && wish.kind !== 'phase') return;
      if (wish.kind === 'cancel') this.cancelRequestedAt ??= CANCEL;
      else if (wish.kind === 'exporting') this.exporting = wish.to;
      else if (wish.kind === 'phase') this.enter(wish.to);
      else if (stepStatesBefore(wish.to).includes(this.steps[wish.which]!.state)) {
        const failure = wish.to === 'failed' ? failureOf(wish.code) : null;
        this.steps = this.steps.with(wish.which, aStep(wish.to, failure));
      }
    }

    private enter(to: RunPhase): void {
      if (!phasesBefore(to).includes(this.phase)) return;
      this.phase = to;
      if (to === 'done') this.outcome = outcomeOf(this);
    }
  }

  it('ends at most once, with an outcome that the steps bear out', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 40, size: 'max' }), (attempts) => {
        const run = new Life();
        for (const wish of attempts) {
          const before = { phase: run.phase, outcome: run.outcome };
          run.try(wish);
          if (before.phase === 'done') expect({ phase: run.phase, outcome: run.outcome }).toEqual(before);
          expect(run.outcome === null).toBe(run.phase !== 'done');
        }
        seen.add(String(run.outcome));
        const failed = run.steps.filter((step) => step.state === 'failed');
        if (run.outcome === 'completed') {
          expect(run.steps.map((step) => step.state)).toEqual(['done', 'done']);
          expect(run.exporting).toBe('running');
          expect(causeOf(run.steps)).toBeNull();
        }
        if (run.outcome === 'cancelled') {
          expect(run.cancelRequestedAt).not.toBeNull();
          // A cancel must not hide anything that needs a person.
          expect(causeOf(run.steps)?.code ?? 'cancelled').toBe('cancelled');
        }
        // A run with a cause of its own never reads as anything but failed.
        if (run.phase === 'done' && failed.some((step) => step.failure?.code !== 'cancelled'))
          expect(run.outcome).toBe('failed');
      }),
      { numRuns: 1_500 },
    );
    // Each of them was really reached, or the lines above would have looked at nothing.
    expect([...seen].sort()).toEqual(['cancelled', 'completed', 'failed', 'null']);
  });
});
