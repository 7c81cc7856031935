import { describe, expect, it } from '@jest/globals';
import { templatePrefixes } from './template-prefixes.ts';

describe('templatePrefixes', () => {
  it('names an index of each component that every version has', () => {
    expect(
      templatePrefixes({ operate: 'op', tasklist: 'tl', optimize: 'opt', records: 'zeebe-record' }, true),
    ).toEqual([...['op-list-view-', 'tl-task-', 'zeebe-record_']]);
  });

  it.each([
    ['', ['operate-list-view-', 'tasklist-task-', 'r_']],
    ['prod', ['prod-operate-list-view-', 'prod-tasklist-task-', 'r_']],
  ])('follows the prefix %p of the unified application', (webapps, expected) => {
    expect(templatePrefixes({ webapps, records: 'r' }, true)).toEqual(expected);
  });

  it('asks for no template of records that a cluster may not export', () => {
    expect(templatePrefixes({ webapps: '', records: 'r' }, false)).toEqual([
      ...['operate-list-view-', 'tasklist-task-'],
    ]);
  });
});
