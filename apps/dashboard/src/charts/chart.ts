import { timeTicks, valueAxis, type Unit } from './scale.ts';

/** A value at a time (ms since the epoch); null where there is none, and a line has a gap. */
export interface Point {
  at: number;
  value: number | null;
}

/** What a chart draws. `tone` names a colour of the tokens. */
export interface Series {
  name: string;
  tone: string;
  points: readonly Point[];
}

export interface ChartInput {
  from: number;
  to: number;
  unit: Unit;
  series: readonly Series[];
  /** Each series is drawn on top of the one before it. */
  stacked?: boolean;
  /** A value that must not be exceeded. */
  limit?: number | null;
  width: number;
}

export interface Drawn {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  values: { y: number; value: number }[];
  times: { x: number; label: string; anchor: 'start' | 'middle' | 'end' }[];
  lines: {
    name: string;
    tone: string;
    path: string;
    area: string | null;
    dots: { x: number; y: number }[];
  }[];
  /** null where there is no limit, or it is so far above that the values would be a flat line. */
  limit: { y: number } | null;
}

const HEIGHT = 190;
/** A limit that is further above than this many times the greatest value is given in words alone. */
const FAR = 3;
/** Of more points than this, single ones cannot be seen. */
const MOST_DOTS = 60;

/** Where everything of a chart is (pixels). Pure. */
export function chartOf(input: ChartInput): Drawn {
  const { from, to, width, unit, limit = null } = input;
  const series = input.stacked === true ? stackedOn(input.series) : input.series;
  const plot = { left: 62, right: Math.max(width - 8, 63), top: 10, bottom: HEIGHT - 24 };
  const greatest = Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value ?? 0)));
  const shownLimit = limit !== null && limit <= greatest * FAR ? limit : null;
  const axis = valueAxis(Math.max(greatest, shownLimit ?? 0), unit);
  const x = (at: number): number =>
    round(plot.left + ((at - from) / Math.max(1, to - from)) * (plot.right - plot.left));
  const y = (value: number): number => round(plot.bottom - (value / axis.max) * (plot.bottom - plot.top));
  return {
    ...{ width, height: HEIGHT, plot },
    values: axis.ticks.map((value) => ({ y: y(value), value })),
    times: timeTicks(from, to, Math.max(2, Math.floor((plot.right - plot.left) / 90))).map(
      ({ at, label }) => ({
        ...{ x: x(at), label },
        anchor:
          x(at) > plot.right - 24
            ? ('end' as const)
            : x(at) < plot.left + 10
              ? ('start' as const)
              : ('middle' as const),
      }),
    ),
    lines: series.map(({ name, tone, points }, index) => {
      const placed = points.map(({ at, value }) => (value === null ? null : { x: x(at), y: y(value) }));
      const below = index === 0 ? null : (series[index - 1]?.points ?? null);
      return {
        ...{ name, tone, path: pathOf(placed) },
        area: input.stacked === true ? areaOf(points, below, { x, y }) : null,
        dots: points.length > MOST_DOTS ? loneDots(placed) : placed.filter((dot) => dot !== null),
      };
    }),
    limit: shownLimit === null ? null : { y: y(shownLimit) },
  };
}

type Dot = { x: number; y: number } | null;

function pathOf(dots: readonly Dot[]): string {
  let pen = 'M';
  return dots
    .map((dot) => {
      if (dot === null) {
        pen = 'M';
        return '';
      }
      const word = `${pen}${dot.x} ${dot.y}`;
      pen = 'L';
      return word;
    })
    .join('');
}

/** A point between two gaps is no line, and would not be seen. */
function loneDots(dots: readonly Dot[]): { x: number; y: number }[] {
  return dots.filter(
    (dot, index): dot is { x: number; y: number } =>
      dot !== null && (dots[index - 1] ?? null) === null && (dots[index + 1] ?? null) === null,
  );
}

function stackedOn(series: readonly Series[]): Series[] {
  const sums = new Map<number, number>();
  return series.map(({ points, ...rest }) => ({
    ...rest,
    points: points.map(({ at, value }) => {
      if (value === null) return { at, value };
      const sum = (sums.get(at) ?? 0) + value;
      sums.set(at, sum);
      return { at, value: sum };
    }),
  }));
}

function areaOf(
  upper: readonly Point[],
  lower: readonly Point[] | null,
  { x, y }: { x: (at: number) => number; y: (value: number) => number },
): string | null {
  const known = (points: readonly Point[]) =>
    points.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]));
  const top = known(upper);
  if (top.length < 2) return null;
  const bottom = lower === null ? top.map(({ at }) => ({ at, value: 0 })) : known(lower);
  const outline = [...top, ...bottom.toReversed()];
  return `M${outline.map(({ at, value }) => `${x(at)} ${y(value)}`).join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
