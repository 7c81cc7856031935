import { describe, expect, it } from '@jest/globals';
import { linesOf, onOneLine, someOf, withoutPeriod, withPeriod } from './sentence.ts';

describe('words in a sentence', () => {
  it('are three names of a longer list, and how many more there are', () => {
    expect([['a', 'b', 'c'], [...'abcde'], []].map(someOf)).toEqual(['a, b, c', 'a, b, c and 2 more', '']);
  });

  it('lose one period at their end, and no other mark', () => {
    expect(['no room.', 'no room', 'no room!', 'v8.6. Stop.'].map(withoutPeriod)).toEqual([
      'no room',
      'no room',
      'no room!',
      'v8.6. Stop',
    ]);
  });

  it('get a period unless something ends them already', () => {
    expect(['no room', 'no room.', 'why?', 'wait!', 'and so on…', ''].map(withPeriod)).toEqual([
      'no room.',
      'no room.',
      'why?',
      'wait!',
      'and so on…',
      '.',
    ]);
  });

  it('are put on one line, or on their own', () => {
    expect(onOneLine('  a\n\tb  c \r\n')).toBe('a b c');
    expect(linesOf('a\nb')).toEqual(['a', 'b']);
  });
});
