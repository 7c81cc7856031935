import { stripVTControlCharacters } from 'node:util';
import { paint } from './colours.ts';

const GAP = '  ';
const widthOf = (text: string): number => stripVTControlCharacters(text).length;

/** Columns as wide as their longest cell. The last one is not padded, so that no line ends in blanks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join(GAP)
      .trimEnd();
  return [line(head.map((title) => paint.dim(title))), ...rows.map(line)].join('\n');
}

/** One "name  value" a line. */
export function fields(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${paint.dim(name.padEnd(width))}${GAP}${value}`).join('\n');
}
