import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ALL_GENERATIONS } from '#domain';
import { VERSION_EVIDENCE } from './evidence.ts';
import { BEGIN, END, versionsTable, withTable } from './table.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'versions.md'), 'utf8');

describe('the table of versions', () => {
  it('is in docs/versions.md as it is now; npm run docs:versions writes it', () => {
    expect(withTable(PAGE)).toBe(PAGE);
  });

  it('has a row for every version and way', () => {
    const rows = versionsTable().split('\n').slice(2);
    expect(rows).toHaveLength(ALL_GENERATIONS.flatMap(({ minors }) => minors).length);
    expect(rows.filter((row) => row.startsWith('| 8.10'))).toHaveLength(3);
  });

  it('gives the order of each generation', () => {
    const text = versionsTable();
    expect(text).toMatch(/\| 8\.1 \| .*\[records \+ zeebe\] \| hard \|/);
    expect(text).toMatch(/\| 8\.2 \| .*\| soft from 8\.2\.27, before it hard \|/);
    expect(text).toMatch(
      /\| 8\.6 \| optimize \+ operate \+ tasklist, \[records, zeebe\] \| soft \| measured \|/,
    );
    expect(text).toMatch(/\| 8\.9 \| database \+ optimize, zeebe \| none \| – \| – \| simulated \|/);
    expect(text).toMatch(/\| 8\.8 \| \[webapps \+ optimize, records, zeebe\] \| soft \| simulated \|/);
  });

  it('has evidence for what is supported, and for nothing else', () => {
    const minors = new Set(ALL_GENERATIONS.flatMap((generation) => generation.minors));
    expect(Object.keys(VERSION_EVIDENCE).map(Number)).toEqual([...minors].sort((a, b) => a - b));
  });

  it('is not written into a page without a place for it', () => {
    expect(() => withTable(`text ${END} ${BEGIN}`)).toThrow('The page lacks');
  });
});
