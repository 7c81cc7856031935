import { describe, expect, it } from '@jest/globals';
import { filterPath } from './filter-path.ts';

describe('filter_path', () => {
  const body = '{"a.b":{"c":1,"d":2},"list":[{"x":1,"y":2},{"y":3}],"n":null}';

  it.each([
    ['*.c', '{"a.b":{"c":1}}'],
    ['a*.d,n', '{"a.b":{"d":2},"n":null}'],
    ['list.x', '{"list":[{"x":1}]}'],
    ['list', '{"list":[{"x":1,"y":2},{"y":3}]}'],
    ['nothing,list.nothing', '{}'],
  ])('%s leaves %s', (filter, left) => {
    expect(filterPath(body, filter)).toBe(left);
  });
});
