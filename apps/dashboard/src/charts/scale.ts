/** Axes of a chart: round numbers, and where values are drawn. Pure. */

/** From the value 0 at `bottom` to `max` at `top` (pixels), with the values that are written next to it. */
export interface ValueAxis {
  max: number;
  ticks: number[];
}

/** What a person counts in: times go by 60s, bytes and counts by tens. */
export type Unit = 'seconds' | 'bytes' | 'count';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SPANS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * DAY),
];
/** Lines of a grid at most: more of them say nothing. */
const MOST_TICKS = 4;

/** An axis that ends at or above the greatest value. */
export function valueAxis(greatest: number, unit: Unit): ValueAxis {
  if (greatest <= 0) return { max: 1, ticks: [0, 1] };
  const least = greatest / MOST_TICKS;
  const span = unit === 'seconds' && least >= 1 ? SPANS.find((each) => each >= least) : undefined;
  const step = span ?? roundUp(least);
  const count = Math.ceil(greatest / step - 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  return { max: count * step, ticks };
}

/** 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

const DAY_MS = DAY * 1_000;

/** Starts of days or months between two times (ms since the epoch, in UTC), with the words for them. */
export function timeTicks(from: number, to: number, most: number): { at: number; label: string }[] {
  const days = (to - from) / DAY_MS;
  return days > 100 ? months(from, to, most) : everyFewDays(from, to, most);
}

function months(from: number, to: number, most: number): { at: number; label: string }[] {
  const start = new Date(from);
  const found: { at: number; label: string }[] = [];
  for (let month = 1; ; month += 1) {
    const at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month);
    if (at > to) break;
    found.push({ at, label: new Date(at).toISOString().slice(0, 7) });
  }
  return thinned(found, most);
}

function everyFewDays(from: number, to: number, most: number): { at: number; label: string }[] {
  const found: { at: number; label: string }[] = [];
  for (let at = Math.ceil(from / DAY_MS) * DAY_MS; at <= to; at += DAY_MS)
    found.push({ at, label: new Date(at).toISOString().slice(5, 10) });
  return thinned(found, most);
}

/** Every second, third, … of them. */
function thinned<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(all.length / Math.max(1, most)));
  return all.filter((_, index) => index % step === 0);
}
