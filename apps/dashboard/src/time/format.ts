/** Words for figures and times, as a person reads them. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

/** How long something took: whole milliseconds below a second, tenths below a minute, then two units. */
export function duration(ms: number): string {
  const whole = Math.max(ms, 0);
  if (whole < SECOND) return `${Math.floor(whole)} ms`;
  if (whole < MINUTE) return `${(Math.floor(whole / 100) / 10).toFixed(1)} s`;
  return coarse(whole);
}

/** How long something has been under way: whole seconds, so that it does not flicker. */
export function ticking(ms: number): string {
  const whole = Math.max(ms, 0);
  return whole < MINUTE ? `${Math.floor(whole / SECOND)} s` : coarse(whole);
}

/** Rounded down, so that nothing looks older than it is. */
function coarse(ms: number): string {
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ${two(Math.floor((ms % MINUTE) / SECOND))} s`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${two(Math.floor((ms % HOUR) / MINUTE))} min`;
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
}

/** An age or a time to wait, in its greatest unit or two. */
export function rough(ms: number): string {
  const whole = Math.max(ms, 0);
  if (whole < MINUTE) return `${Math.floor(whole / SECOND)} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`;
  // "2 h" and not "2 h 00 min": its next minute does not matter.
  return coarse(whole).replace(/ 0+ \w+$/, '');
}

/** "5 min ago", "in 2 h 05 min" */
export function relative(at: number, now: number): string {
  return at <= now ? `${rough(now - at)} ago` : `in ${rough(at - now)}`;
}

/** A configured limit: "15 min", "90 s". */
export function limit(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${Math.round(seconds / 6) / 10} min`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make a format takes longer than to use it a hundred times, and a page has hundreds of times. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** Date and time to the second, as `2026-11-25 10:00:05`. @param zone that of the browser where it is left out */
export function localTime(rfc3339: string, zone?: string): string {
  // Swedish dates are ISO dates.
  const options = {
    dateStyle: 'short',
    timeStyle: 'medium',
    ...(zone !== undefined && { timeZone: zone }),
  } as const;
  return formatOf('sv-SE', options).format(new Date(rfc3339));
}

export function localClock(rfc3339: string, zone?: string): string {
  return localTime(rfc3339, zone).slice('2026-11-25 '.length);
}

/** The name of the time zone then, as `GMT+1`. */
export function zoneOf(at: Date, zone?: string): string {
  const options = { timeZoneName: 'short', ...(zone !== undefined && { timeZone: zone }) } as const;
  const parts = formatOf('en-GB', options).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export function bytes(size: number | null): string {
  if (size === null) return '–';
  let value = size;
  let unit = 0;
  for (; value >= 1_000 && unit < UNITS.length - 1; unit += 1) value /= 1_000;
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
