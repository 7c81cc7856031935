import type { Calendar } from '#contracts';

type Engine = Calendar['engines'][number];

/** Where planned runs are drawn (pixels): a row for each cluster. */
export interface Timeline {
  width: number;
  height: number;
  left: number;
  rows: { cluster: string; y: number; bars: { x: number; width: number; title: string }[] }[];
  overlaps: { x: number; width: number }[];
  ticks: { x: number; at: number }[];
}

const ROW = 26;
const TOP = 24;
const HOUR_MS = 3_600_000;
/** A run that is short would not be seen. */
const LEAST = 3;

/** Pure. @param titleOf what is shown of a planned run to who points at it */
export function timelineOf(
  engine: Engine,
  { from, to, width }: { from: number; to: number; width: number },
  titleOf: (run: Engine['planned'][number]) => string,
): Timeline {
  const left = width < 520 ? 90 : 170;
  const x = (at: number): number => left + ((at - from) / (to - from)) * (width - left - 8);
  const bar = (start: string, end: string) => {
    const at = x(Date.parse(start));
    return { x: at, width: Math.max(LEAST, Math.min(x(Date.parse(end)), width - 8) - at) };
  };
  return {
    ...{ width, left, height: TOP + engine.clusters.length * ROW + 4 },
    rows: engine.clusters.map((cluster, index) => ({
      cluster,
      y: TOP + index * ROW,
      bars: engine.planned
        .filter((run) => run.cluster === cluster)
        .map((run) => ({ ...bar(run.at, run.until), title: titleOf(run) })),
    })),
    overlaps: engine.overlaps.map((overlap) => bar(overlap.from, overlap.until)),
    ticks: ticksOf(from, to, Math.max(2, Math.floor((width - left) / 80))).map((at) => ({ x: x(at), at })),
  };
}

/** Full hours, as many as fit. */
function ticksOf(from: number, to: number, most: number): number[] {
  const step = [1, 2, 3, 6, 12, 24, 48].find((hours) => (to - from) / HOUR_MS / hours <= most) ?? 48;
  const first = Math.ceil(from / (step * HOUR_MS)) * step * HOUR_MS;
  const count = Math.max(0, Math.floor((to - first) / (step * HOUR_MS)) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step * HOUR_MS);
}
