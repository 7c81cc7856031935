import ts from 'typescript';

/** Takes the place of what is not prose, as in pages. */
const BLANK = '·';
/** A comment's marks, which would stand between the words of a phrase that continues on the next line. */
const MARKS = /^[ \t]*(?:\/\*+|\*\/|\*|\/\/)|\*\/$/gm;
/** Names in backticks, and those that a table of tests puts into its title. */
const INLINE_CODE = /`[^`\n]*`|\$[\w.]+/g;

/**
 * What a TypeScript or JavaScript file says in words: its comments, its strings of more than one word, and the text of
 * its JSX. All else is blanked; every line stays where it is.
 * @param path - decides by its ending how the text is read
 */
export function proseOfCode(path: string, text: string): string {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const kept: string[] = text.split('').map((each) => (each === '\n' ? each : BLANK));
  const keep = (from: number, prose: string): void => {
    for (let at = 0; at < prose.length; at += 1) kept[from + at] = prose[at] ?? BLANK;
  };
  for (const { pos, end } of commentsOf(source)) {
    keep(pos, withoutCode(text.slice(pos, end).replaceAll(MARKS, (marks) => ' '.repeat(marks.length))));
  }
  for (const { pos, end } of textsOf(source)) {
    const prose = text.slice(pos, end);
    if (/\S\s+\S/.test(prose)) keep(pos, withoutCode(prose));
  }
  return kept.join('');
}

const withoutCode = (prose: string): string =>
  prose.replaceAll(INLINE_CODE, (code) => BLANK.repeat(code.length));

function commentsOf(source: ts.SourceFile): ts.TextRange[] {
  const found = new Map<number, ts.TextRange>();
  const look = (node: ts.Node): void => {
    const leading = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
    const trailing = ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? [];
    for (const range of [...leading, ...trailing]) found.set(range.pos, range);
    for (const child of node.getChildren(source)) look(child);
  };
  look(source);
  return [...found.values()];
}

function textsOf(source: ts.SourceFile): ts.TextRange[] {
  const found: ts.TextRange[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node) || isTemplatePiece(node))
      found.push({ pos: node.getStart(source), end: node.getEnd() });
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function isTemplatePiece(node: ts.Node): boolean {
  return [ts.SyntaxKind.TemplateHead, ts.SyntaxKind.TemplateMiddle, ts.SyntaxKind.TemplateTail].includes(
    node.kind,
  );
}
