import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { presentable } from '../output-lines.ts';

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
