import { posix } from 'node:path';
import { pageOf } from './sidebar.ts';

/** Files that a page may offer to download; other files of the project are named and not linked. */
const OFFERED = /^(deploy|docs)\/.+\.(json|ya?ml)$|^LICENSE$/;

export type Target =
  | { readonly kind: 'page'; readonly href: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'none' };

/**
 * Where a link of a page leads in the site. Pages link to each other and to files as they do in the project, so that they
 * can be read there, too.
 * @param from the page's path in the project
 * @param href as it is in the page, relative
 */
export function targetOf(from: string, href: string): Target {
  const [path = '', anchor] = href.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (path === '') return { kind: 'page', href: hash };
  const file = posix.normalize(posix.join(posix.dirname(from), path));
  // The front page of the site is its own; what the README says of a topic is there.
  const page = file === 'README.md' ? 'index' : pageOf(file);
  if (page !== null)
    return {
      kind: 'page',
      href: `/${page.replace(/(^|\/)index$/, '$1')}${file === 'README.md' ? '' : hash}`,
    };
  return OFFERED.test(file) ? { kind: 'file', file } : { kind: 'none' };
}
