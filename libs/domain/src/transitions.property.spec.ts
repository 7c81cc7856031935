import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  phasesBefore,
  RUN_PHASES,
  STEP_STATES,
  stepStatesBefore,
  type RunPhase,
  type StepState,
} from './run.ts';

/**
 * The model: what a run or a step may live through, written down as a language of words and not as a table of
 * transitions, so that it shares no line of thought with the code. A transition is allowed exactly when the life
 * so far plus that transition is still the beginning of a legal life.
 */
const LIFE_OF_A_RUN = /^(preflight )?(running )?(finalizing )?(done )?$/;
const LIFE_OF_A_STEP = /^pending ((running )*(failed )?|(running )+done |skipped )$/;
const isLife = (language: RegExp, words: readonly string[]): boolean =>
  language.test(words.map((word) => `${word} `).join(''));

const phases = fc.constantFrom(...RUN_PHASES);
const states = fc.constantFrom(...STEP_STATES);

describe('phases under any sequence of transitions', () => {
  it('are let in exactly when the life of the run stays a legal one', () => {
    fc.assert(
      fc.property(phases, fc.array(phases, { maxLength: 20 }), (first, attempts) => {
        const life: RunPhase[] = [first];
        for (const next of attempts) {
          const allowed = phasesBefore(next).includes(life.at(-1)!);
          expect(allowed).toBe(isLife(LIFE_OF_A_RUN, [...life, next]));
          if (allowed) life.push(next);
        }
        // It ends: no phase comes twice, nothing follows `done`, and `done` can be reached from anywhere else.
        expect(new Set(life).size).toBe(life.length);
        expect(life.slice(0, -1)).not.toContain('done');
        expect(phasesBefore('done').includes(life.at(-1)!)).toBe(life.at(-1) !== 'done');
      }),
      { numRuns: 500 },
    );
  });

  it('have an order: what may lead to a phase may lead to every later one, too', () => {
    fc.assert(
      fc.property(phases, phases, phases, (a, b, c) => {
        if (phasesBefore(b).includes(a) && phasesBefore(c).includes(b)) expect(phasesBefore(c)).toContain(a);
        expect(phasesBefore(b).includes(a) && phasesBefore(a).includes(b)).toBe(false);
        // Of two different phases, one always comes before the other.
        expect(phasesBefore(b).includes(a) || phasesBefore(a).includes(b)).toBe(a !== b);
      }),
    );
  });
});

describe('step states under any sequence of transitions', () => {
  it('are let in exactly when the life of the step stays a legal one', () => {
    fc.assert(
      fc.property(fc.array(states, { maxLength: 20 }), (attempts) => {
        const life: StepState[] = ['pending'];
        for (const next of attempts) {
          const allowed = stepStatesBefore(next).includes(life.at(-1)!);
          expect(allowed).toBe(isLife(LIFE_OF_A_STEP, [...life, next]));
          if (allowed) life.push(next);
        }
        const changes = life.filter((state, index) => state !== life[index - 1]);
        expect(changes.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 1_000 },
    );
  });

  it('can end from wherever they are, and lead nowhere from there', () => {
    for (const state of STEP_STATES) {
      const next = STEP_STATES.filter((each) => stepStatesBefore(each).includes(state));
      const open = state === 'pending' || state === 'running';
      expect(next.includes('failed')).toBe(open);
      expect(next.length > 0).toBe(open);
    }
  });
});
