import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchorsOf, linksOf } from './anchors.ts';
import { CHECKED, NOT_CHECKED } from './pages.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = [...CHECKED, ...Object.keys(NOT_CHECKED)];
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

function broken(page: string, markdown: string): string[] {
  return linksOf(page, markdown)
    .filter(
      ({ path, anchor }) =>
        !existsSync(join(ROOT, path)) || (anchor !== null && !anchorsOf(read(path)).includes(anchor)),
    )
    .map(({ path, anchor }) => (anchor === null ? path : `${path}#${anchor}`));
}

describe('the links of a page', () => {
  it.each(PAGES)('lead to files and headings that exist: %s', (page) => {
    expect(broken(page, read(page))).toEqual([]);
  });

  it('are reported when they do not', () => {
    const text = '[a](no-such-page.md) [b](access.md#no-such-heading) [c](access.md) ![d](images/none.png)';
    expect(broken('docs/restore.md', text)).toEqual([
      'docs/no-such-page.md',
      'docs/access.md#no-such-heading',
      'docs/images/none.png',
    ]);
  });
});

describe('an anchor', () => {
  it('is the heading in lower case, with hyphens and without punctuation', () => {
    const page = '# One: `two`, three\n\n```sh\n# not a heading\n```\n\n## Same\n\n## Same\n';
    expect(anchorsOf(page)).toEqual(['one-two-three', 'same', 'same-1']);
  });
});
