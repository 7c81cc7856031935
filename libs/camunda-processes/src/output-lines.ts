import { withoutControls } from '#domain';

export const MAX_LINES = 200;
export const MAX_LINE_LENGTH = 500;

/** The last 200 lines that are not blank, without control characters, none longer than 500 characters. */
export function presentable(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => shortened(withoutControls(line)))
    .filter((line) => line.trim() !== '')
    .slice(-MAX_LINES);
}

function shortened(line: string): string {
  if (line.length <= MAX_LINE_LENGTH) return line;
  // Not between the two halves of a character.
  return `${line.slice(0, MAX_LINE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
