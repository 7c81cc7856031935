import { describe, expect, it } from '@jest/globals';
import { importersOf } from './importers.ts';

describe('importersOf', () => {
  it('requires the import positions of Operate and Tasklist up to 8.7', () => {
    expect(importersOf({ operate: 'op', tasklist: 'tl', records: 'r' })).toEqual([
      { app: 'operate', prefix: 'op', required: true },
      { app: 'tasklist', prefix: 'tl', required: true },
    ]);
    expect(importersOf({ tasklist: 'tl', records: 'r' })).toHaveLength(1);
  });

  it.each([
    ['', 'operate', 'tasklist'],
    ['prod', 'prod-operate', 'prod-tasklist'],
  ])('looks for the migration importer of 8.8 under the prefix %p', (webapps, operate, tasklist) => {
    expect(importersOf({ webapps, records: 'r' })).toEqual([
      { app: 'operate', prefix: operate, required: false },
      { app: 'tasklist', prefix: tasklist, required: false },
    ]);
  });
});
