import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Run } from '#contracts';
import { ganttOf, type GanttInput } from './gantt.ts';

const T0 = Date.parse('2026-11-25T10:00:00.000Z');
const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();
type Step = Run['steps'][number];
const step = (name: Step['name'], state: Step['state'], from: number | null, to: number | null): Step => ({
  ...{
    name,
    component: 'zeebe',
    state,
    attempts: 1,
    lastAnswer: null,
    done: null,
    total: null,
    failure: null,
  },
  ...{ startedAt: from === null ? null : at(from), finishedAt: to === null ? null : at(to), lookedAt: null },
});
const input = (over: Partial<GanttInput['run']> = {}, more: Partial<GanttInput> = {}): GanttInput => ({
  run: {
    steps: [step('backup-operate', 'done', 2, 10), step('pause-exporting', 'running', 10, null)],
    requestedAt: at(0),
    finishedAt: null,
    pausedAt: null,
    resumedAt: null,
    phase: 'running',
    ...over,
  },
  preflightEnd: at(2),
  journal: [],
  now: T0 + 20_000,
  width: 1_000,
  budgetSeconds: 900,
  ...more,
});

describe('the drawing of a run', () => {
  it('has a row for the preflight and for each step, from left to right as time goes', () => {
    const { rows, plot } = ganttOf(input());
    expect(rows.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'preflight done',
      'backup-operate done',
      'pause-exporting running',
    ]);
    const whole = plot.right - plot.left;
    expect(rows[0]?.bar?.x).toBe(plot.left);
    expect(rows[0]?.bar?.width).toBeCloseTo(whole * 0.1);
    expect(rows[1]?.bar?.x).toBeCloseTo(plot.left + whole * 0.1);
    expect(rows[1]?.bar?.width).toBeCloseTo(whole * 0.4);
    expect((rows[2]?.bar?.x ?? 0) + (rows[2]?.bar?.width ?? 0)).toBeCloseTo(plot.right);
  });

  it('shows nothing of what did not begin', () => {
    const { rows } = ganttOf(input({ steps: [step('backup-zeebe', 'pending', null, null)] }));
    expect(rows[1]).toMatchObject({ bar: null, note: null });
  });

  it('of a rejected run ends with its preflight', () => {
    const steps = [step('backup-operate', 'skipped', null, null)];
    const { rows } = ganttOf(input({ steps, phase: 'done', finishedAt: at(3) }, { preflightEnd: at(3) }));
    expect(rows[0]).toMatchObject({ name: 'preflight', state: 'failed' });
  });

  it('shades the pause and says how long it was, and of how much', () => {
    const { pause, budget } = ganttOf(input({ pausedAt: at(10), resumedAt: at(15) }));
    expect(pause?.label).toBe('exporting paused 5.0 s of 15 min');
    expect(budget).toBeNull();
  });

  it('continues shading while exporting is paused, and shows where the budget ends once it is in sight', () => {
    const { pause, plot, budget } = ganttOf(input({ pausedAt: at(10) }, { budgetSeconds: 5 }));
    expect((pause?.x ?? 0) + (pause?.width ?? 0)).toBeCloseTo(plot.right);
    expect(budget?.x).toBeCloseTo(plot.left + (plot.right - plot.left) * 0.75);
  });

  it('marks the moments when a step was tried again', () => {
    const entries = [
      { id: '1-0', type: 'step-retry', step: 'backup-operate', at: at(5), message: 'HTTP 503' },
      { id: '2-0', type: 'step-progress', step: 'backup-operate', at: at(6), message: '1 of 6' },
    ] as const;
    const { rows, plot } = ganttOf(input({}, { journal: [...entries] }));
    expect(rows[1]?.marks).toEqual([
      { id: '1-0', x: plot.left + (plot.right - plot.left) * 0.25, title: 'HTTP 503' },
    ]);
  });

  it('has readable times on its axis, whatever its length', () => {
    const labels = (seconds: number): string[] =>
      ganttOf(input({ steps: [], finishedAt: at(seconds), phase: 'done' }, { width: 700 })).ticks.map(
        ({ label }) => label,
      );
    expect(labels(20)).toEqual(['0 s', '5 s', '10 s', '15 s', '20 s']);
    expect(labels(600)).toEqual(['0 s', '2 min', '4 min', '6 min', '8 min', '10 min']);
    expect(labels(3 * 3_600)).toEqual(['0 s', '30 min', '1 h', '1:30 h', '2 h', '2:30 h', '3 h']);
  });

  it('puts names above the bars where the screen is narrow', () => {
    const { stacked, plot } = ganttOf(input({}, { width: 320 }));
    expect(stacked).toBe(true);
    expect(plot.left).toBeLessThan(20);
  });

  it('moves the length of a step past the edge of the pause that it would stand on', () => {
    const made = [step('backup-zeebe', 'done', 1, 4)];
    const drawn = (resumed: number) =>
      ganttOf(
        input(
          { steps: made, pausedAt: at(0), resumedAt: at(resumed), finishedAt: at(20), phase: 'done' },
          { width: 900 },
        ),
      );
    const free = drawn(19).rows[1]?.note?.x ?? NaN;
    const { pause, rows } = drawn(4.5);
    expect(free).toBeLessThan((pause?.x ?? 0) + (pause?.width ?? 0));
    expect(rows[1]?.note).toMatchObject({ x: (pause?.x ?? 0) + (pause?.width ?? 0) + 6, anchor: 'start' });
  });

  it('stays within its bounds, whatever the clocks of the processes say', () => {
    const seconds = fc.integer({ min: -3_600, max: 100_000 });
    const steps = fc.array(
      fc.record({
        from: fc.option(seconds),
        to: fc.option(seconds),
        state: fc.constantFrom('running', 'done', 'failed'),
      }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(
        fc.record({
          steps,
          now: seconds,
          width: fc.integer({ min: 280, max: 2_000 }),
          paused: fc.option(seconds),
        }),
        ({ steps: given, now, width, paused }) => {
          const made = given.map(({ from, to, state }) =>
            step('backup-zeebe', state as Step['state'], from, to),
          );
          const drawing = ganttOf(
            input(
              { steps: made, pausedAt: paused === null ? null : at(paused) },
              { now: T0 + now * 1_000, width },
            ),
          );
          const { left, right } = drawing.plot;
          const spans = [...drawing.rows.map(({ bar }) => bar), drawing.pause].filter(
            (span) => span !== null,
          );
          for (const { x, width: wide } of spans) {
            expect(x).toBeGreaterThanOrEqual(left - 0.001);
            expect(wide).toBeGreaterThan(0);
            expect(x + wide).toBeLessThanOrEqual(right + 0.001);
          }
          for (const { note } of drawing.rows) {
            if (note === null || drawing.pause === null) continue;
            const wide = note.text.length * 6;
            const begin = note.anchor === 'start' ? note.x : note.x - wide;
            expect(begin).toBeGreaterThanOrEqual(left);
            expect(begin + wide).toBeLessThanOrEqual(right);
            // It does not stand on an edge of the pause.
            const edges = [drawing.pause.x, drawing.pause.x + drawing.pause.width];
            expect(edges.filter((edge) => edge > begin && edge < begin + wide)).toEqual([]);
          }
          expect(drawing.ticks.length).toBeLessThanOrEqual((right - left) / 60 + 1);
        },
      ),
    );
  });
});
