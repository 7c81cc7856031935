import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readTree } from '../third-party/tree.ts';
import { CHECKED, NOT_CHECKED, PRINTED_TABLES } from './pages.ts';
import { proseOfMarkdown } from './prose.ts';
import { findWords, WORDS } from './words.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const headersOf = (page: string): string[] =>
  PRINTED_TABLES.filter((table) => table.page === page).map(({ header }) => header);
const check = (page: string, markdown: string): string[] =>
  findWords(proseOfMarkdown(markdown, headersOf(page))).map(
    ({ line, found, instead }) => `${page}:${line} "${found}": write ${instead}`,
  );
const forms = WORDS.flatMap((word) => word.forms);

describe('the words of a page', () => {
  it.each(CHECKED)('are plain in %s', (page) => {
    expect(check(page, read(page))).toEqual([]);
  });

  it.each(CHECKED)('are checked to the last line of %s', (page) => {
    const markdown = read(page);
    const lines = markdown.split('\n').length;
    expect(check(page, `${markdown}\nThe step goes on.\n`)).toEqual([
      `${page}:${lines + 1} "goes on": write continue`,
    ]);
  });
});

describe('the list of pages', () => {
  it('has every page of the project, either as checked or with a reason', () => {
    const pages = readTree(ROOT).flatMap(({ path }) => (path.endsWith('.md') ? [path] : []));
    expect([...CHECKED, ...Object.keys(NOT_CHECKED)].sort()).toEqual(pages.sort());
  });

  it.each(PRINTED_TABLES)('leaves out a table that $page still has', ({ page, header }) => {
    expect(read(page).split('\n')).toContain(header);
  });
});

describe('a listed word', () => {
  it.each(forms)('is found in prose: %s', (form) => {
    const prose = proseOfMarkdown(`# A page\n\nThe run ${form} here.\n`);
    expect(findWords(prose).map(({ line, found }) => [line, found])).toEqual([[3, form]]);
  });

  it.each(forms)('is listed for people in CONTRIBUTING.md: %s', (form) => {
    const lists = read('CONTRIBUTING.md').split('## Words that we do not use')[1]?.split('\n## ')[0] ?? '';
    const stem = /^(?:is|are|was|were|be|been|stay|stays|stayed) away$/.test(form) ? 'is away' : form;
    expect(lists).toContain(`\`${stem}\``);
  });

  it.each([
    ['at the start of a sentence', 'Nobody serves it.'],
    ['over a line break', 'A run goes\non.'],
    ['in a heading', '## Whoever reads this'],
    ['in a cell of a table', '| key | told |\n|---|---|'],
    ['in the text of a link', '[somebody](docs/access.md)'],
    ['after a code block that is indented', '- one\n\n  ```sh\n  ls\n  ```\n\n  It is told.'],
    ['after inline code', '`mend` is told.'],
    ['after an open backtick', 'A single ` here.\n\nNobody.\n\nAnother ` there.'],
  ])('is found %s', (_, markdown) => {
    expect(findWords(proseOfMarkdown(markdown))).toHaveLength(1);
  });

  it.each([
    ['a code block', '```\nnobody\n```'],
    ['a code block inside a list', '- one\n\n  ```console\n  $ nobody said\n  ```'],
    ['a longer fence', '````md\n```\nnobody\n```\n````'],
    ['inline code', 'The field `mend`, and ``a ` said``.'],
    ['inline code over a line break', 'It is `nobody\nsaid` here.'],
    ['the target of a link', '[text](told.md#somebody)'],
    ['a longer word', 'An amendment that we recommend, untold.'],
    ['two words around code', 'It goes `a` on.'],
  ])('is not looked for in %s', (_, markdown) => {
    expect(findWords(proseOfMarkdown(markdown))).toEqual([]);
  });

  it('is not looked for in a table that a program prints, but after it', () => {
    const page = 'Before.\n\n| a | said |\n|---|---|\n| told | mend |\n\n| b | told |\n|---|---|\n';
    expect(findWords(proseOfMarkdown(page, ['| a | said |'])).map(({ line }) => line)).toEqual([7]);
  });
});
