import type { JournalEvent } from '#contracts';
import type { StepState } from '#domain';
import { duration, limit, rough } from '../time/format.ts';
import type { RunView } from './run-view.ts';

export interface GanttInput {
  run: Pick<RunView, 'steps' | 'requestedAt' | 'finishedAt' | 'pausedAt' | 'resumedAt' | 'phase'>;
  /** When the preflight ended; null while it runs. */
  preflightEnd: string | null;
  journal: readonly Pick<JournalEvent, 'id' | 'type' | 'step' | 'at' | 'message'>[];
  /** By the server's clock. */
  now: number;
  /** Of the whole drawing (px). */
  width: number;
  /** How long exporting may stay paused (s); null where it is not known, or nothing is paused. */
  budgetSeconds: number | null;
}

export interface GanttRow {
  name: string;
  state: StepState | 'cancelled';
  y: number;
  /** null where it did not begin. */
  bar: { x: number; width: number } | null;
  /** Next to the bar, or in it. */
  note: { text: string; x: number; anchor: 'start' | 'end' } | null;
  /** Moments when something was tried again. */
  marks: { id: string; x: number; title: string }[];
}

export interface Gantt {
  width: number;
  height: number;
  rowHeight: number;
  /** Where time is drawn. */
  plot: { left: number; right: number; top: number; bottom: number };
  /** Names stand above their bars where the screen is narrow. */
  stacked: boolean;
  rows: GanttRow[];
  ticks: { x: number; label: string }[];
  pause: {
    x: number;
    width: number;
    label: string;
    labelX: number;
    anchor: 'start' | 'middle' | 'end';
  } | null;
  /** The end of the pause budget, where it is in sight. */
  budget: { x: number } | null;
}

const STACKED_BELOW = 560;
const NAME_WIDTH = 148;
const AXIS = 24;
const FOOT = 24;
const MARGIN = 10;
/** The least width of two labels of the axis, or of one note (px). */
const TICK_ROOM = 76;
const NOTE_ROOM = 56;
/** Between a bar, or an edge of the pause, and a note (px). */
const NOTE_GAP = 6;
/** The least width of a bar, so that it can be seen (px). */
const THIN = 3;
/** A pause label is about so wide (px for each character). */
const CHARACTER = 6.6;
/** The shortest time that fills the drawing (ms). */
const SHORTEST = 1_000;

const STEPS_OF_TIME = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400,
];

/** A run as a drawing: one row for each step, time from left to right. Pure. */
export function ganttOf(input: GanttInput): Gantt {
  const { run, width } = input;
  const stacked = width < STACKED_BELOW;
  const spans = spansOf(input);
  const rowHeight = stacked ? 42 : 28;
  const plot = {
    left: stacked ? MARGIN : NAME_WIDTH + MARGIN,
    right: Math.max(width - MARGIN, NAME_WIDTH + MARGIN + 10),
    top: AXIS,
    bottom: AXIS + spans.length * rowHeight,
  };
  const time = domainOf(input);
  const place = scale(time, plot);
  const pause = pauseOf(input, { place, plot });
  const edges = pause === null ? [] : [pause.x, pause.x + pause.width];
  const rows = spans.map((span, index) =>
    rowOf(span, { place, plot, edges, y: plot.top + index * rowHeight, input }),
  );
  const end =
    run.pausedAt === null ? null : Date.parse(run.pausedAt) + (input.budgetSeconds ?? Infinity) * 1_000;
  return {
    ...{ width, rowHeight, plot, stacked, rows, pause },
    height: plot.bottom + (pause === null ? 6 : FOOT),
    ticks: ticksOf(time, { place, room: plot.right - plot.left }),
    budget: end !== null && end <= time.to ? { x: place(end) } : null,
  };
}

interface Span {
  name: string;
  state: StepState | 'cancelled';
  from: number | null;
  to: number | null;
}

function spansOf({ run, preflightEnd, now }: GanttInput): Span[] {
  const rejected = run.phase === 'done' && run.steps.every(({ startedAt }) => startedAt === null);
  const ended = preflightEnd ?? (run.phase === 'done' ? run.finishedAt : null);
  const preflight: Span = {
    name: 'preflight',
    state: ended === null ? 'running' : rejected ? 'failed' : 'done',
    from: Date.parse(run.requestedAt),
    to: ended === null ? now : Date.parse(ended),
  };
  const steps = run.steps.map(({ name, state, failure, startedAt, finishedAt, lookedAt }): Span => {
    const from = startedAt === null ? null : Date.parse(startedAt);
    const last = finishedAt ?? (state === 'running' ? null : (lookedAt ?? startedAt));
    const shown = failure?.code === 'cancelled' ? 'cancelled' : state;
    return { name, state: shown, from, to: last === null ? now : Date.parse(last) };
  });
  return [preflight, ...steps];
}

function domainOf(input: GanttInput): { from: number; to: number } {
  const { run, now } = input;
  const from = Date.parse(run.requestedAt);
  const ends = spansOf(input).flatMap(({ from: begin, to }) => (begin === null || to === null ? [] : [to]));
  const end = run.finishedAt === null ? now : Date.parse(run.finishedAt);
  // A clock of another process may be ahead or behind: whatever was written stays in sight.
  return { from, to: Math.max(from + SHORTEST, end, ...ends) };
}

function scale(time: { from: number; to: number }, plot: Gantt['plot']): (at: number) => number {
  return (at) => {
    const share = (at - time.from) / (time.to - time.from);
    return plot.left + Math.min(1, Math.max(0, share)) * (plot.right - plot.left);
  };
}

interface Drawing {
  place: (at: number) => number;
  plot: Gantt['plot'];
}

interface RowDrawing extends Drawing {
  /** Where the pause begins and ends: no text is to stand on its dashed lines. */
  edges: readonly number[];
  y: number;
  input: GanttInput;
}

function rowOf(span: Span, { place, plot, edges, y, input }: RowDrawing): GanttRow {
  const { name, state, from, to } = span;
  const marks = input.journal
    .filter(({ type, step }) => step === name && (type === 'step-retry' || type === 'run-taken-over'))
    .map(({ id, at, message }) => ({ id, x: place(Date.parse(at)), title: message }));
  if (from === null || to === null) return { ...{ name, state, y, marks }, bar: null, note: null };
  const x = Math.min(place(from), plot.right - THIN);
  const width = Math.max(place(to) - x, THIN);
  const text = state === 'running' ? rough(to - from) : duration(to - from);
  const note = noteOf(text, { x, width }, { plot, edges });
  return { ...{ name, state, y, marks, note }, bar: { x, width } };
}

/** Behind the bar where there is room, otherwise before it; beyond an edge of the pause that it would stand on. */
function noteOf(
  text: string,
  bar: { x: number; width: number },
  { plot, edges }: { plot: Gantt['plot']; edges: readonly number[] },
): GanttRow['note'] {
  const room = Math.max(NOTE_ROOM - NOTE_GAP, text.length * CHARACTER);
  let start = bar.x + bar.width + NOTE_GAP;
  for (const edge of edges) if (edge > start - NOTE_GAP && edge < start + room) start = edge + NOTE_GAP;
  if (start + room <= plot.right) return { text, x: start, anchor: 'start' };
  let end = bar.x - NOTE_GAP;
  for (const edge of [...edges].reverse())
    if (edge < end + NOTE_GAP && edge > end - room) end = edge - NOTE_GAP;
  return end - room >= plot.left ? { text, x: end, anchor: 'end' } : null;
}

function pauseOf({ run, now, budgetSeconds }: GanttInput, { place, plot }: Drawing): Gantt['pause'] {
  if (run.pausedAt === null) return null;
  const from = Date.parse(run.pausedAt);
  const to = run.resumedAt === null ? now : Date.parse(run.resumedAt);
  const x = Math.min(place(from), plot.right - THIN);
  const width = Math.max(place(to) - x, THIN);
  const length = run.resumedAt === null ? rough(to - from) : duration(to - from);
  const label = `exporting paused ${length}${budgetSeconds === null ? '' : ` of ${limit(budgetSeconds)}`}`;
  const half = (label.length * CHARACTER) / 2;
  const middle = x + width / 2;
  if (middle - half < plot.left) return { x, width, label, labelX: plot.left, anchor: 'start' };
  if (middle + half > plot.right) return { x, width, label, labelX: plot.right, anchor: 'end' };
  return { x, width, label, labelX: middle, anchor: 'middle' };
}

function ticksOf(
  { from, to }: { from: number; to: number },
  { place, room }: { place: (at: number) => number; room: number },
): Gantt['ticks'] {
  const seconds = (to - from) / 1_000;
  const most = Math.max(1, Math.floor(room / TICK_ROOM));
  const step = STEPS_OF_TIME.find((each) => seconds / each <= most) ?? Math.ceil(seconds / most);
  const count = Math.floor(seconds / step);
  return Array.from({ length: count + 1 }, (_, index) => ({
    x: place(from + index * step * 1_000),
    label: tickLabel(index * step),
  }));
}

function tickLabel(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) {
    const rest = seconds % 60;
    return rest === 0
      ? `${seconds / 60} min`
      : `${Math.floor(seconds / 60)}:${String(rest).padStart(2, '0')} min`;
  }
  const minutes = Math.round((seconds % 3_600) / 60);
  return minutes === 0
    ? `${seconds / 3_600} h`
    : `${Math.floor(seconds / 3_600)}:${String(minutes).padStart(2, '0')} h`;
}
