/** Where a person reads: how many characters fit into a line. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
}

/** What the oldest terminals have, and what one has that does not tell. */
const USUAL = 80;

/** Infinity where it is no terminal: a log, a pipe or a file takes lines of any length. */
export function widthOf({ isTTY, columns }: Screen): number {
  if (isTTY !== true) return Infinity;
  return columns === undefined || columns < 1 ? USUAL : columns;
}

/** Of standard output, now: a window may be resized. */
export function screenWidth(): number {
  return widthOf(process.stdout);
}
