import { describe, expect, it } from '@jest/globals';
import { prefixesIn } from './prefixes-in.ts';

const NONE = { operate: [], tasklist: [], webapps: [], optimize: [], records: [] };

const operate = (prefix: string): string[] =>
  [
    'list-view-8.3.0_',
    'user-task-8.5.0_',
    'sequence-flow-8.3.0_',
    'import-position-8.3.0_',
    'user-1.2.0_',
  ].map((rest) => `${prefix}-${rest}`);
const tasklist = (prefix: string): string[] =>
  ['task-8.5.0_', 'draft-task-variable-8.3.0_', 'list-view-8.6.0_', 'form-8.4.0_', 'user-1.4.0_'].map(
    (rest) => `${prefix}-${rest}`,
  );
const optimize = (prefix: string): string[] =>
  ['metadata_v3', 'process-instance-order-process_v8', 'settings_v3', 'tenant_v3'].map(
    (rest) => `${prefix}-${rest}`,
  );
const unified = (prefix: string): string[] =>
  ['user', 'role', 'authorization', 'usage-metric'].map((kind) => `${prefix}camunda-${kind}-8.8.0_`);

describe('prefixesIn', () => {
  it('finds the default prefixes, although names of Operate and Tasklist end alike', () => {
    const records = ['zeebe-record_job_8.6.0_2026-11-28', 'zeebe-record_process-instance_8.6.0_2026-11-28'];
    expect(
      prefixesIn([...operate('operate'), ...tasklist('tasklist'), ...optimize('optimize'), ...records]),
    ).toEqual({
      ...NONE,
      operate: ['operate'],
      tasklist: ['tasklist'],
      optimize: ['optimize'],
      records: ['zeebe-record'],
    });
  });

  it('finds prefixes of a choice, and is not misled by dated archives', () => {
    const archives = ['01', '02', '03', '04'].map((day) => `tl-list-view-8.6.0_2026-11-${day}`);
    expect(prefixesIn([...operate('zop'), ...tasklist('tl'), ...archives, ...optimize('my-opt')])).toEqual({
      ...NONE,
      operate: ['zop'],
      tasklist: ['tl'],
      optimize: ['my-opt'],
    });
  });

  it('finds the prefix of the application of 8.8, or that it has none', () => {
    expect(prefixesIn(unified('')).webapps).toEqual(['']);
    expect(prefixesIn(unified('prod-')).webapps).toEqual(['prod']);
  });

  it('names every prefix of an engine with several clusters: more kinds of data first, then the default', () => {
    const b = ['b_job_8.6.0_1', 'b_variable_8.6.0_1'];
    expect(prefixesIn(['a_job_8.6.0_1', 'a_job_8.6.0_2', 'a_job_8.6.0_3', ...b]).records).toEqual(['b', 'a']);
    expect(prefixesIn([...operate('a'), ...operate('operate')]).operate).toEqual(['operate', 'a']);
  });

  it('reads the versions of alphas', () => {
    expect(prefixesIn(['zr_job_8.6.0-alpha1_2026-01-01']).records).toEqual(['zr']);
  });

  it('finds nothing in names of others', () => {
    const others = ['logs-2026', '.kibana', 'operate', 'logs-metadata_v1', 'a-task-1.0.0_', 'x_y_1.0.0_'];
    expect(prefixesIn(others)).toEqual(NONE);
  });
});
