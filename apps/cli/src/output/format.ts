/** Words for figures, as a person reads them. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Local time to the second; machines get RFC 3339 by `-o json`. */
export function localTime(rfc3339: string | null): string {
  // Swedish dates are ISO dates.
  return rfc3339 === null ? '–' : new Date(rfc3339).toLocaleString('sv-SE');
}

export function seconds(ms: number): string {
  return `${(Math.max(ms, 0) / 1000).toFixed(1)} s`;
}

/** One unit, rounded down, so that a set never appears older than it is. */
export function span(totalSeconds: number | null): string {
  if (totalSeconds === null) return '–';
  if (totalSeconds < MINUTE) return `${Math.floor(totalSeconds)} s`;
  if (totalSeconds < 2 * HOUR) return `${Math.floor(totalSeconds / MINUTE)} min`;
  if (totalSeconds < 2 * DAY) return `${Math.floor(totalSeconds / HOUR)} h`;
  return `${Math.floor(totalSeconds / DAY)} d`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export function bytes(size: number | null): string {
  if (size === null) return '–';
  let value = size;
  let unit = 0;
  for (; value >= 1000 && unit < UNITS.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
