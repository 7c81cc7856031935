import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export const MAX_LINES = 200;
export const MAX_LINE_LENGTH = 500;

/** Enough for 200 long lines; what is before it is not read. */
const WINDOW_BYTES = 512 * 1024;

/** The last lines of a file, fit to be shown; none when it is not there. */
export function lastLines(path: string): string[] {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - WINDOW_BYTES);
    const buffer = Buffer.alloc(size - from);
    const read = readSync(file, buffer, 0, buffer.length, from);
    const text = buffer.toString('utf8', 0, read);
    // The window most likely begins inside a line.
    return presentable(from > 0 ? text.slice(text.search(/[\r\n]/) + 1) : text);
  } finally {
    closeSync(file);
  }
}

/** The last 200 lines that are not blank, without control characters, none longer than 500 characters. */
export function presentable(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => shortened(withoutControls(line)))
    .filter((line) => line.trim() !== '')
    .slice(-MAX_LINES);
}

function withoutControls(line: string): string {
  return (
    line
      // eslint-disable-next-line no-control-regex -- these are what must go
      .replace(/\u001b(\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)?|[@-Z\\-_])/g, '')
      .replace(/\t/g, '  ')
      .replace(/\p{Cc}/gu, '')
      .trimEnd()
  );
}

function shortened(line: string): string {
  if (line.length <= MAX_LINE_LENGTH) return line;
  // Not between the two halves of a character.
  return `${line.slice(0, MAX_LINE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
