import { targetOf } from './links.ts';

/** What is used of a token of markdown-it. */
export interface Token {
  type: string;
  content: string;
  attrGet(name: string): string | null;
  attrSet(name: string, value: string): void;
}

/**
 * Makes the relative links of a paragraph lead to where the site has their targets. Changes the tokens: a link to a file
 * that the site does not have becomes its text.
 * @param from the page's path in the project
 * @param base where the site is served, with a slash at its end
 * @returns the files that the links offer
 */
export function rewriteLinks(tokens: readonly Token[], from: string, base: string): string[] {
  const offered: string[] = [];
  let unlinked = false;
  for (const token of tokens) {
    if (token.type === 'link_close' && unlinked) {
      unlinked = false;
      asNothing(token);
    }
    const href = token.type === 'link_open' ? token.attrGet('href') : null;
    if (href === null || /^[a-z]+:/.test(href)) continue;
    const target = targetOf(from, href);
    if (target.kind === 'none') {
      unlinked = true;
      asNothing(token);
    } else if (target.kind === 'page') token.attrSet('href', target.href);
    else {
      offered.push(target.file);
      token.attrSet('href', `${base}files/${target.file}`);
      // Not a page that the site itself could open.
      token.attrSet('target', '_self');
    }
  }
  return offered;
}

function asNothing(token: Token): void {
  token.type = 'text';
  token.content = '';
}
