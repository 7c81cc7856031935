import type { Answer, Call } from '../http/call.ts';
import { json, plainType } from '../management/spring.answers.ts';

/** What is not known is null in JSON, and nothing in a table. */
export type CatRow = Readonly<Record<string, string | null>>;

const numeric = /^[\d.]+(b|kb|mb|gb|ms|s)?$/;

/** A table as `_cat` draws it: numbers to the right, all else to the left. */
function draw(rows: readonly CatRow[], columns: readonly string[], header: boolean): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? ''));
  const all = header ? [[...columns], ...lines] : lines;
  const widths = columns.map((_, index) => Math.max(...all.map((line) => line[index]?.length ?? 0)));
  const right = columns.map((_, index) => lines.every((line) => numeric.test(line[index] ?? '')));
  const cell = (text: string, index: number): string =>
    right[index] === true ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0);
  return all.map((line) => `${line.map(cell).join(' ')}\n`).join('');
}

/** `_cat` answers text, unless JSON is asked for; `h` chooses the columns, `v` adds their names. */
export function catAnswer(call: Call, rows: readonly CatRow[]): Answer {
  const columns = call.query.get('h')?.split(',') ?? Object.keys(rows[0] ?? {});
  if (call.query.get('format') === 'json' || (call.headers.accept ?? '').includes('json')) {
    const chosen = rows.map((row) =>
      Object.fromEntries(columns.map((column) => [column, row[column] === undefined ? '' : row[column]])),
    );
    return json(chosen, plainType);
  }
  const header = ['', 'true'].includes(call.query.get('v') ?? 'false');
  const body = rows.length === 0 ? '' : draw(rows, columns, header);
  return { status: 200, contentType: 'text/plain; charset=UTF-8', body };
}

/** Sizes are for people, unless bytes are asked for. */
export function catSize(bytes: number, call: Call): string {
  if (call.query.get('bytes') === 'b') return String(bytes);
  const units = ['b', 'kb', 'mb', 'gb'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length - 1);
  const value = power === 0 ? String(bytes) : (bytes / 1024 ** power).toFixed(1);
  return `${value}${units[power] ?? 'b'}`;
}

export function catDuration(ms: number): string {
  if (ms === 0) return '0s';
  return ms < 1000 ? `${ms}ms` : `${(ms / 1000).toFixed(1)}s`;
}
