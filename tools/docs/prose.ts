/** Takes the place of what is not prose. It is no space, so that the words around code do not become a phrase. */
const BLANK = '·';

const blank = (text: string): string => text.replaceAll(/[^\n]/g, BLANK);

/** A fence of three or more backticks or tildes, indented or not, up to the same fence or the end of the page. */
const FENCED = /^([ \t]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\2[`~]*[ \t]*$|(?![\s\S]))/gm;
/** A span may go over a line break, but not over the end of a paragraph. */
const INLINE = /(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?[^`]\1(?!`)/g;
const TARGET = /(?<=\])\([^)\s]*\)/g;

/**
 * What a page says in words. Code blocks, inline code, the targets of links, and tables that are printed by a program
 * are blanked; every line and every column stays where it is.
 */
export function proseOfMarkdown(markdown: string, printedTables: readonly string[] = []): string {
  const withoutCode = markdown.replaceAll(FENCED, blank);
  return withoutTables(withoutCode, printedTables).replaceAll(INLINE, blank).replaceAll(TARGET, blank);
}

/** Blanks each table whose first line is one of these. */
function withoutTables(markdown: string, headers: readonly string[]): string {
  let inside = false;
  return markdown
    .split('\n')
    .map((line) => {
      inside = headers.includes(line) || (inside && line.startsWith('|'));
      return inside ? blank(line) : line;
    })
    .join('\n');
}
