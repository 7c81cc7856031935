import { describe, expect, it } from '@jest/globals';
import { templatePrefixes } from './template-prefixes.ts';

describe('templatePrefixes', () => {
  it('names an index of each component that every version has', () => {
    expect(
      templatePrefixes({ operate: 'op', tasklist: 'tl', optimize: 'opt', records: 'zeebe-record' }),
    ).toEqual([...['op-list-view-', 'tl-task-', 'zeebe-record_']]);
  });

  it.each([
    ['', ['operate-list-view-', 'tasklist-task-', 'r_']],
    ['prod', ['prod-operate-list-view-', 'prod-tasklist-task-', 'r_']],
  ])('follows the prefix %p of the unified application', (webapps, expected) => {
    expect(templatePrefixes({ webapps, records: 'r' })).toEqual(expected);
  });
});
