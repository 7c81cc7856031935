import { describe, expect, it } from '@jest/globals';
import { fields, table } from './table.ts';

describe('table', () => {
  it('is as wide as its longest cells, whatever their colour, and no line ends in blanks', () => {
    const rows = [
      ['1', '\u001b[32mcomplete\u001b[39m', 'kept'],
      ['1000', 'failed', ''],
    ];
    expect(table(['ID', 'STATE', 'NOTES'], rows).split('\n')).toEqual([
      'ID    STATE     NOTES',
      '1     \u001b[32mcomplete\u001b[39m  kept',
      '1000  failed',
    ]);
  });
});

describe('fields', () => {
  it('puts values under each other', () => {
    expect(
      fields([
        ['a', '1'],
        ['long', '2'],
      ]),
    ).toBe('a     1\nlong  2');
  });
});
