import { describe, expect, it } from '@jest/globals';
import type { ImportedRecord } from '../importers/imported-record.ts';
import { historyWrites } from './history-writer.ts';

const record = (over: Partial<ImportedRecord>): ImportedRecord => ({
  partitionId: 1,
  position: 5,
  sequence: 5,
  key: 9,
  timestamp: 0,
  valueType: 'PROCESS_INSTANCE',
  intent: 'ELEMENT_ACTIVATED',
  value: { bpmnElementType: 'PROCESS', processInstanceKey: 9 },
  ...over,
});
const indicesOf = (version: string, given: ImportedRecord, indexPrefix = ''): string[] =>
  historyWrites({ version, indexPrefix }, given).map(({ index }) => index);

describe('the history that the Camunda Exporter writes', () => {
  it('has the documents of Operate that still have an index, and no metric that would count twice', () => {
    expect(indicesOf('8.8.15', record({}))).toEqual(['operate-list-view-8.3.0_']);
  });

  it('has tasks in the index of 8.8', () => {
    const job = record({ valueType: 'JOB', intent: 'CREATED', value: { elementInstanceKey: 7 } });
    expect(indicesOf('8.10.9', job)).toEqual(['operate-job-8.6.0_', 'tasklist-task-8.8.0_']);
  });

  it('is behind the prefix of the cluster', () => {
    expect(indicesOf('8.9.21', record({}), 'prod')).toEqual(['prod-operate-list-view-8.3.0_']);
  });

  it('has an id for each document: the same record again changes nothing', () => {
    const flowNode = record({ value: { bpmnElementType: 'USER_TASK', processInstanceKey: 9 } });
    expect(historyWrites({ version: '8.8.15', indexPrefix: '' }, flowNode).map(({ id }) => id)).toEqual([
      '9',
      '9',
      '9_9',
    ]);
  });
});
