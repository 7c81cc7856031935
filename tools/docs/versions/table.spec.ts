import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ALL_GENERATIONS } from '#domain';
import { lackingRecordings, recordingProblems, VERSION_EVIDENCE, type KeptRecording } from './evidence.ts';
import { BEGIN, END, versionsTable, withTable } from './table.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'versions.md'), 'utf8');

function keptRecordings(): KeptRecording[] {
  const directory = join(ROOT, 'test', 'recordings');
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const { version, engine, report } = JSON.parse(
        readFileSync(join(directory, file), 'utf8'),
      ) as KeptRecording & {
        report: { counts: { differs: number } };
      };
      return { file, version, engine, differs: report.counts.differs };
    });
}

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
    expect(text).toMatch(
      /\| 8\.8 \| \[webapps \+ optimize, records, zeebe\] \| soft \| simulated Camunda, real engine \|/,
    );
  });

  it('has evidence for what is supported, and for nothing else', () => {
    const minors = new Set(ALL_GENERATIONS.flatMap((generation) => generation.minors));
    expect(Object.keys(VERSION_EVIDENCE).map(Number)).toEqual([...minors].sort((a, b) => a - b));
  });

  it('calls no version recorded without its recording', () => {
    const kept = keptRecordings();
    expect([lackingRecordings(VERSION_EVIDENCE, kept), recordingProblems(kept)]).toEqual([[], []]);
  });

  it('takes a recording for its version and engine only', () => {
    const recorded = { elasticsearch: 'recorded', opensearch: 'recorded', maintainedUntil: null } as const;
    const kept = {
      file: 'camunda-8.8.15.json',
      version: '8.8.15',
      engine: 'opensearch',
      differs: 0,
    } as const;
    const lacking = lackingRecordings({ 1: recorded, 8: recorded }, [kept]);
    expect(lacking).toEqual(['8.1 with elasticsearch', '8.8 with elasticsearch', '8.1 with opensearch']);
    expect(recordingProblems([kept])).toEqual([]);
    expect(recordingProblems([{ ...kept, version: '8.6.0', differs: 2 }])).toEqual([
      'camunda-8.8.15.json is of 8.6.0: call it camunda-8.6.0.json',
      'camunda-8.8.15.json has 2 answers that differ',
    ]);
  });

  it('is not written into a page without a place for it', () => {
    expect(() => withTable(`text ${END} ${BEGIN}`)).toThrow('The page lacks');
  });
});
