import type { Client } from '@elastic/elasticsearch';
import { describe, expect, it } from '@jest/globals';
import { partitionsWithLogs } from '../testing/record-logs.fake.ts';
import type { ImportedRecord } from './imported-record.ts';
import { Importer } from './importer.ts';
import { operateDocuments } from './operate.documents.ts';

const POSITIONS = 'operate-import-position-8.3.0_';

const record: ImportedRecord = {
  partitionId: 1,
  position: 5,
  sequence: 5,
  key: 9,
  timestamp: 0,
  valueType: 'PROCESS',
  intent: 'CREATED',
  value: { bpmnProcessId: 'loan-request' },
};

interface Search {
  index: string | string[];
  query?: { bool: { must_not: unknown[] } };
}

/** An Elasticsearch with one record and no import position. */
function elasticsearchThatFails(fails: (index: string) => boolean) {
  const written: string[] = [];
  /** How many positions each search for records left out. */
  const leftOut: number[] = [];
  const client = {
    search: ({ index, query }: Search) => {
      if (index === POSITIONS) return Promise.resolve({ hits: { hits: [] } });
      leftOut.push(query?.bool.must_not.length ?? 0);
      return Promise.resolve({ hits: { hits: leftOut.at(-1) === 0 ? [{ _source: record }] : [] } });
    },
    bulk: ({ operations: [first] }: { operations: Record<string, { _index: string }>[] }) => {
      const index = Object.values(first ?? {})[0]?._index ?? '';
      if (fails(index)) return Promise.reject(new Error('Elasticsearch is down'));
      written.push(index);
      return Promise.resolve({ errors: false, items: [] });
    },
  } as unknown as Client;
  return { client, written, leftOut };
}

describe('an importer', () => {
  it('reads a record again until its position is stored, and not after that', async () => {
    let isAway = true;
    const { client, written, leftOut } = elasticsearchThatFails((index) => isAway && index === POSITIONS);
    const importer = new Importer('operate', partitionsWithLogs().context, client, operateDocuments);
    await expect(importer.round()).rejects.toThrow('Elasticsearch is down');
    isAway = false;
    await importer.round();
    expect(written).toEqual(['operate-process-8.3.0_', 'operate-process-8.3.0_', POSITIONS]);
    await importer.round();
    expect(leftOut).toEqual([0, 0, 1]);
  });
});
