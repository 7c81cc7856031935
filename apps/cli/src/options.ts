import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { PLAIN_NAME } from '#config/basics';
import { MAX_BACKUP_ID } from '#domain';

/** Values of options and arguments, checked before anything is asked of Holdfast. */

export function backupId(text: string): number {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  if (id >= 1 && id <= MAX_BACKUP_ID) return id;
  throw new InvalidArgumentError('It must be a positive integer.');
}

export function fence(text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a positive integer, as `lock show` tells it.');
}

export function limit(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be an integer from 1 to 99999.');
}

export function address(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('Write an address, for example http://127.0.0.1:8080.');
  return text.replace(/\/+$/, '');
}

/** As the configuration allows it. */
export function clusterName(text: string): string {
  if (PLAIN_NAME.test(text)) return text;
  throw new InvalidArgumentError('It must be 1 to 63 of a-z, 0-9 and -, for example prod.');
}

/** Of an option that may be given more than once. */
export function addresses(text: string, before: readonly string[] = []): string[] {
  return [...before, address(text)];
}

/** Whether an address has a user or a password, which other processes of the machine could read from the command line. */
export function hasCredentials(text: string): boolean {
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}

/** What counts of an address to which paths are added. */
export function withoutQuery(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

export function planHash(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the whole hash of the plan, 64 hexadecimal digits.');
}

/** `k=v`, once for each label. */
export function label(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError('Write a label as key=value.');
  return { ...before, [key]: value };
}

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

export interface Duration {
  text: string;
  ms: number;
}

export function duration(text: string): Duration {
  const [, figure, unit] = /^([1-9]\d{0,5})(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(figure) * (UNITS[unit ?? ''] ?? Number.NaN);
  // A timer of Node cannot be longer than 2^31 - 1 ms.
  if (ms < 2 ** 31) return { text, ms };
  throw new InvalidArgumentError('Write a time as 90s, 30m or 2h; 24 days at most.');
}

/** A moment, as RFC 3339 has it, or a day, which begins at midnight UTC. */
export function moment(text: string): string {
  const isMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const ms = isMoment ? Date.parse(text) : Number.NaN;
  const day = text.slice(0, 10);
  // 30 February would be read as a day in March.
  if (!Number.isNaN(ms) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day))
    return new Date(ms).toISOString();
  throw new InvalidArgumentError('Write a day or a time, for example 2026-11-28 or 2026-11-28T15:00:00Z.');
}

const AGO = /^([1-9]\d{0,4})([mhdw])$/;
const AGO_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A moment as `moment` takes it, or how long ago: `90m`, `12h`, `7d`, `2w`. */
export function since(text: string): string {
  const [, figure, unit = ''] = AGO.exec(text) ?? [];
  if (figure !== undefined) return new Date(Date.now() - Number(figure) * (AGO_MS[unit] ?? 0)).toISOString();
  try {
    return moment(text);
  } catch {
    throw new InvalidArgumentError(
      'Write a day or a time, for example 2026-11-28 or 2026-11-28T15:00:00Z, or how long ago: 12h, 7d.',
    );
  }
}

/** Some of these words, with commas between. */
export function wordsFrom(words: readonly string[]): (text: string) => string {
  return (text) => {
    if (text !== '' && text.split(',').every((word) => words.includes(word))) return text;
    throw new InvalidArgumentError(`It must be one or more of ${words.join(', ')}, with commas between.`);
  };
}

export const waitTimeout = () =>
  new Option(
    '--wait-timeout <time>',
    'stop waiting after this time, with exit code 4; the run continues',
  ).argParser(duration);
