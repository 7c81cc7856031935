import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readTree } from '../third-party/tree.ts';
import { proseOfCode } from './code-prose.ts';
import { findWords } from './words.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CODE = /\.(?:ts|tsx|mjs|cjs)$/;
/** They name the listed words in order to refuse them. */
const LISTS = [/^tools\/docs\//, /^tools\/lint\//];

const files = readTree(ROOT)
  .map(({ path }) => path)
  .filter((path) => CODE.test(path) && !LISTS.some((list) => list.test(path)));
const roomOf = (path: string): string => path.split('/').slice(0, 2).join('/');
const rooms = [...new Set(files.map(roomOf))].sort();
const check = (path: string): string[] =>
  findWords(proseOfCode(path, readFileSync(join(ROOT, path), 'utf8'))).map(
    ({ line, found, instead }) => `${path}:${line} "${found}": write ${instead}`,
  );

describe('the words of comments and strings', () => {
  it.each(rooms)('are plain in %s', (room) => {
    expect(files.filter((path) => roomOf(path) === room).flatMap(check)).toEqual([]);
  });
});

describe('the prose of a file', () => {
  const found = (text: string): string[] =>
    findWords(proseOfCode('a.tsx', text)).map(({ line, found }) => `${line} ${found}`);

  it.each([
    ['a comment', 'const a = 1; // nobody reads it', ['1 nobody']],
    ['a comment over two lines', '/**\n * The run goes\n * on.\n */\nconst a = 1;', ['2 goes on']],
    ['a string', "const a = 'nobody reads it';", ['1 nobody']],
    ['a template', 'const a = `${b} goes on`;', ['1 goes on']],
    ['JSX', 'const a = <p>nobody reads it</p>;', ['1 nobody']],
  ])('has %s', (_, text, words) => {
    expect(found(text)).toEqual(words);
  });

  it.each([
    ['an identifier', 'const nobody = said.told;'],
    ['a string of one word', "const a = 'said';"],
    ['code in a comment', '/** The field `said`. */\nconst a = 1;'],
    ['a name in the title of a table', "it.each([])('answers $said so', () => {});"],
    ['an import', "import a from './said so.ts';"],
  ])('does not have %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
