import { describe, expect, it } from '@jest/globals';
import { compareStreamIds, streamIdOf } from './stream-id.ts';

describe('ids of a stream', () => {
  it('are read as two numbers', () => {
    expect([streamIdOf('17-3'), streamIdOf('0'), streamIdOf('')]).toEqual([
      [17, 3],
      [0, 0],
      [0, 0],
    ]);
  });

  it('are compared by both, as numbers', () => {
    const sorted = ['9-1', '10-0', '10-2', '10-10'];
    expect(['10-10', '9-1', '10-2', '10-0'].sort(compareStreamIds)).toEqual(sorted);
    expect(compareStreamIds('10-2', '10-2')).toBe(0);
  });
});
