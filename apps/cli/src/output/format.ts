/** Words for figures, as a person reads them. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A moment on the clock of the person who reads it (TZ), to the second, with the name of its time zone: "2026-11-28 15:10:07
 * CET". Machines get RFC 3339 in UTC, by `-o json`.
 * @param precise with milliseconds
 */
export function localTime(rfc3339: string | null, precise = false): string {
  if (rfc3339 === null) return '–';
  const at = new Date(rfc3339);
  const ms = precise ? `.${String(at.getMilliseconds()).padStart(3, '0')}` : '';
  // Swedish dates are ISO dates.
  return `${at.toLocaleString('sv-SE')}${ms} ${zoneAt(at)}`;
}

let zones: Intl.DateTimeFormat | null = null;

function zoneAt(at: Date): string {
  zones ??= new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });
  return zones.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

const MOMENT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/** A text of Holdfast or of Camunda with its moments on that same clock: one output has one clock. */
export function inLocalTime(text: string): string {
  return text.replace(MOMENT, (moment, fraction: string | undefined) =>
    Number.isNaN(Date.parse(moment)) ? moment : localTime(moment, fraction !== undefined),
  );
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
