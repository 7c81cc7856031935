import { describe, expect, it } from '@jest/globals';
import { lackOfRange, type LogRange } from './log-range.ts';

const needed = { partitions: 2, dumpedAt: 1_000, backupId: 1_500 };
const range = (partitionId: number, from: number | null, to: number): LogRange => ({
  ...{ partitionId, start: { at: from } },
  end: { checkpointId: to },
});

describe('lackOfRange', () => {
  it.each([
    ['begins before the dump and ends with its backup', range(2, 999, 1_500)],
    ['begins in the moment of the dump', range(2, 1_000, 1_500)],
    ['has become longer since', range(2, 1, 9_000)],
  ])('is null when a range of each partition %s', (_, second) => {
    expect(lackOfRange([range(1, 5, 1_500), second], needed)).toBeNull();
  });

  it.each([
    ['there is none', []],
    ['it begins after the dump', [range(2, 1_001, 1_500)]],
    ['it ends before the backup', [range(2, 1, 1_499)]],
    ['nothing tells when it begins', [range(2, null, 1_500)]],
    ['a gap divides it', [range(2, 1, 1_200), range(2, 1_300, 1_500)]],
  ])('names the partition when %s', (_, ofSecond) => {
    expect(lackOfRange([range(1, 5, 1_500), ...ofSecond], needed)).toBe(
      'the backups of partition 2 have no range without a gap from before 1970-01-01T00:00:01.000Z to backup 1500',
    );
  });

  it('names all of them', () => {
    expect(lackOfRange([], needed)).toMatch(/^the backups of partitions 1, 2 have no range/);
  });
});
