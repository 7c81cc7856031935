import { describe, expect, it } from '@jest/globals';
import { prefixesIn } from './prefixes-in.ts';

describe('prefixesIn', () => {
  it('finds the usual prefixes of 8.6', () => {
    const names = [
      ...['operate-list-view-8.3.0_', 'operate-user-1.2.0_', 'tasklist-task-8.5.0_', 'optimize-metadata_v3'],
      ...['zeebe-record_job_8.6.0_2026-11-28', 'zeebe-record_process-instance_8.6.0_2026-11-28'],
    ];
    expect(prefixesIn(names)).toEqual({
      ...{ operate: ['operate'], tasklist: ['tasklist'], optimize: ['optimize'], records: ['zeebe-record'] },
      webapps: [],
    });
  });

  it('finds the prefix of the one application, and that it has none', () => {
    expect(prefixesIn(['camunda-user-8.8.0_', 'camunda-role-8.8.0_']).webapps).toEqual(['']);
    expect(prefixesIn(['prod-camunda-user-8.8.0_']).webapps).toEqual(['prod']);
  });

  it('names every prefix of an engine with several clusters, the most frequent one first', () => {
    const names = ['a-records_job_8.6.0_1', 'b-records_job_8.6.0_1', 'b-records_job_8.6.0_2'];
    expect(prefixesIn(names).records).toEqual(['b-records', 'a-records']);
  });

  it('finds nothing in names of others', () => {
    expect(Object.values(prefixesIn(['logs-2026', '.kibana', 'operate'])).flat()).toEqual([]);
  });
});
