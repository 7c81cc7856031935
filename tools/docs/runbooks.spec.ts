import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RUNBOOKS, runbookOf } from '#domain';
import { linksOf } from './anchors.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = 'docs/runbooks';
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What a person who was woken asks, in this order. */
const QUESTIONS = [
  'What happened',
  'Is anything broken now?',
  'What to do',
  'How you see that it is over',
  'Whom to call',
];
/** Pages of the folder about no code of their own. */
const OTHERS = ['index', 'preflight'];

describe('runbooks', () => {
  it('exist for every failure code and every kind of alert, and for nothing else', () => {
    const pages = readdirSync(join(ROOT, FOLDER)).map((name) => name.replace(/\.md$/, ''));
    expect(pages.sort()).toEqual([...RUNBOOKS, ...OTHERS].sort());
  });

  it.each(RUNBOOKS)('answer the same questions, where the address leads: %s', (name) => {
    const text = read(`${runbookOf(name).replace(/^\/docs/, 'docs')}.md`);
    expect(text.startsWith(`# ${name}\n`)).toBe(true);
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(QUESTIONS);
    const answers = text.split(/^## .+$/m).slice(1);
    for (const answer of answers) expect(answer.trim().length).toBeGreaterThan(5);
  });

  it('are all linked from their list', () => {
    const linked = linksOf(`${FOLDER}/index.md`, read(`${FOLDER}/index.md`)).map(({ path }) => path);
    for (const name of RUNBOOKS) expect(linked).toContain(`${FOLDER}/${name}.md`);
  });
});

/** Names of checks, as the code has them; a name that begins with a component is written with … in the page. */
function checksInCode(): string[] {
  const folder = 'apps/coordinator/src';
  const files = ['preflight', 'checks', 'ownership', 'databases'].flatMap((part) =>
    readdirSync(join(ROOT, folder, part))
      .filter((name) => name.endsWith('.ts') && !/\.spec|spec-support/.test(name))
      .map((name) => `${folder}/${part}/${name}`),
  );
  const names = files.flatMap((file) =>
    [...read(file).matchAll(/(?:name: |about\()[`'](?:\$\{\w+\})?([a-z-]+)[`'](?=[,)])/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names.map((name) => (name.startsWith('-') ? `…${name}` : name)))];
}

describe('the runbook of a rejected run', () => {
  const inCode = checksInCode();

  it('has every check of a preflight', () => {
    expect(inCode.length).toBeGreaterThan(20);
    const page = read(`${FOLDER}/preflight.md`);
    expect(inCode.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
