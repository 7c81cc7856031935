/** How words of others, and of our own, are put into a sentence or on a page. Nothing is decided by what they are. */

/** For the middle of a sentence: without the period at its end. */
export function withoutPeriod(text: string): string {
  return text.replace(/\.$/, '');
}

/** For the end of a sentence: with a period, unless it has a mark that ends one. */
export function withPeriod(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A list of names of which only three are given. */
export function someOf(names: readonly string[]): string {
  const rest = names.length - 3;
  return rest > 0 ? `${names.slice(0, 3).join(', ')} and ${rest} more` : names.join(', ');
}

/** With single blanks in place of line ends and runs of blanks. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function linesOf(text: string): string[] {
  return text.split('\n');
}
