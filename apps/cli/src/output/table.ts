import { paint } from './colours.ts';
import { screenWidth } from './screen.ts';
import { cellsOf, longestWord, wrap } from './wrap.ts';

const GAP = '  ';

/** Cells of one row as they are drawn: each a list of lines. */
type Cells = readonly string[][];

/**
 * Columns as wide as their longest cell. Where that is wider than the screen, the widest columns get lines of their own words;
 * where even the longest words do not fit next to each other, each row becomes a block of lines "HEAD  cell".
 * @param width of the screen; Infinity for no limit
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width = screenWidth(),
): string {
  const columns = head.map((title, column) => [title, ...rows.map((row) => row[column] ?? '')]);
  const widths = fitted(columns, width - GAP.length * (head.length - 1));
  if (widths === null) return asBlocks(head, rows, width);
  const drawn = rows.map((row) => head.map((_, column) => linesOf(row[column] ?? '', widths[column] ?? 0)));
  const title = head.map((word) => [paint.dim(word)]);
  return [title, ...drawn].map((cells) => draw(cells, widths)).join('\n');
}

/** The widths of the columns, taken from the widest first; null where the longest words do not fit. */
function fitted(columns: readonly (readonly string[])[], room: number): number[] | null {
  const widths = columns.map((cells) => Math.max(...cells.map(cellsOf)));
  const least = columns.map((cells) => Math.max(...cells.map(longestWord)));
  const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0);
  if (sum(least) > room && sum(widths) > room) return null;
  while (sum(widths) > room) {
    const spare = widths.map((width, column) => (width > (least[column] ?? 0) ? width : -1));
    const widest = spare.indexOf(Math.max(...spare));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function linesOf(cell: string, width: number): string[] {
  return wrap(cell, width, 0).split('\n');
}

/** The last column is not padded, so that no line ends in blanks. */
function draw(cells: Cells, widths: readonly number[]): string {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, column) => padded(lines[at] ?? '', widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  ).join('\n');
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - cellsOf(text)));

function asBlocks(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  return rows
    .map((row) =>
      fields(
        head.flatMap((name, column) => (row[column] ? [[name, row[column]] as const] : [])),
        width,
      ),
    )
    .join('\n\n');
}

/** One "name  value" a line; a value that is too long continues below its beginning. */
export function fields(pairs: readonly (readonly [string, string])[], width = screenWidth()): string {
  const names = Math.max(...pairs.map(([name]) => name.length));
  const room = Math.max(20, width - names - GAP.length);
  return pairs
    .flatMap(([name, value]) => {
      const [first = '', ...more] = value.split('\n').flatMap((line) => wrap(line, room, 0).split('\n'));
      const below = more.map((line) => `${' '.repeat(names)}${GAP}${line}`);
      return [`${paint.dim(name.padEnd(names))}${GAP}${first}`.trimEnd(), ...below];
    })
    .join('\n');
}
