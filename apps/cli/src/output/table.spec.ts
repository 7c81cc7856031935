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

  it('fits the screen: the widest columns continue on further lines, and no word is broken', () => {
    const rows = [
      ['1795820309', 'camunda_zeebe_records', 'the disks of the brokers fill up'],
      ['2', 'b', 'c'],
    ];
    expect(table(['ID', 'NAME', 'WHY'], rows, 50).split('\n')).toEqual([
      'ID          NAME                   WHY',
      '1795820309  camunda_zeebe_records  the disks of',
      '                                   the brokers',
      '                                   fill up',
      '2           b                      c',
    ]);
  });

  it('becomes blocks where the longest words do not fit next to each other', () => {
    const rows = [['1795820309', 'camunda_zeebe_records_backup', '']];
    expect(table(['ID', 'NAME', 'WHY'], rows, 32)).toBe(
      'ID    1795820309\nNAME  camunda_zeebe_records_backup',
    );
  });
});

describe('fields', () => {
  it('puts values under each other', () => {
    const pairs = [
      ['a', '1'],
      ['long', '2'],
    ] as const;
    expect(fields(pairs)).toBe('a     1\nlong  2');
  });

  it('continues a long value below its beginning', () => {
    const pairs = [['paused', 'by erika: the store is moved to another place']] as const;
    expect(fields(pairs, 30).split('\n')).toEqual([
      'paused  by erika: the store is',
      '        moved to another place',
    ]);
  });
});
