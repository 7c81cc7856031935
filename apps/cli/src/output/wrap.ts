import { stripVTControlCharacters } from 'node:util';
import { COMMAND } from '../invocation.ts';

/** How many cells of a terminal a text takes. */
export function cellsOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

/**
 * Breaks lines that are longer than the screen between words. What follows is indented as the line is, and by `hang` more.
 * A word, what is in backticks, and a command to be typed at the end of a line stay whole, however long they are.
 */
export function wrap(text: string, width: number, hang = 2): string {
  return text
    .split('\n')
    .flatMap((line) => (cellsOf(line) <= width ? [line] : brokenUp(line, width, hang)))
    .join('\n');
}

function brokenUp(line: string, width: number, hang: number): string[] {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const further = ' '.repeat(indent.length + hang < width / 2 ? indent.length + hang : 0);
  const lines: string[] = [];
  let current = indent;
  for (const word of wordsOf(line.slice(indent.length))) {
    const begun = current.trim() !== '';
    if (begun && cellsOf(current) + cellsOf(word.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = further + word.trimStart();
    } else current += word;
  }
  lines.push(current.trimEnd());
  return withColours(lines, further);
}

// eslint-disable-next-line no-control-regex -- this is how they look
const COLOUR = /\u001b\[(\d+)m/g;
/** What ends a colour, and what ends a weight. */
const ENDS: Record<string, 'colour' | 'weight'> = { '39': 'colour', '22': 'weight' };

/** A colour that is on where a line is broken ends with it and begins again after the indentation. */
function withColours(lines: readonly string[], further: string): string[] {
  const on = { colour: '', weight: '' };
  return lines.map((line, index) => {
    const before = on.weight + on.colour;
    for (const [sequence, code = ''] of line.matchAll(COLOUR)) {
      const end = ENDS[code];
      if (end) on[end] = '';
      else on[code === '1' || code === '2' ? 'weight' : 'colour'] = sequence;
    }
    const after = (on.colour && '\u001b[39m') + (on.weight && '\u001b[22m');
    const indented = index === 0 ? line : further + before + line.slice(further.length);
    return indented + after;
  });
}

export function longestWord(text: string): number {
  return Math.max(0, ...wordsOf(text).map((word) => cellsOf(word.trimEnd())));
}

/** Each with the blanks that follow it, so that columns inside a line keep their distance. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:`[^`]*`|[^\s`]|`)+\s*/g) ?? [];
  const at = words.findIndex((_, index) => words.slice(index).join('').startsWith(`${COMMAND} `));
  // Only after a colon it is there to be typed; in a sentence it is a word like any other.
  const isTyped = at > 0 && (words[at - 1] ?? '').trimEnd().endsWith(':');
  return isTyped ? [...words.slice(0, at), words.slice(at).join('')] : words;
}
