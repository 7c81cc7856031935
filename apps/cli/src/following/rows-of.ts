import { stripVTControlCharacters } from 'node:util';

/** How many rows a text takes on a terminal of this width. Colours take no room, and an empty line takes one row. */
export function rowsOf(text: string, columns: number): number {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / columns)), 0);
}
