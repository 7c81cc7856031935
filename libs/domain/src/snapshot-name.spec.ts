import { describe, expect, it } from '@jest/globals';
import { isAllowed } from './index-names.ts';
import { backupIdOf, parsePartName, partNamesPattern, recordsSnapshotName } from './snapshot-name.ts';

describe('patterns for listings', () => {
  const part = (backupId: number) => `camunda_operate_${backupId}_8.6.0_part_1_of_6`;

  it('fit the names that they are for, and those of no other backup or component', () => {
    const pattern = partNamesPattern({ app: 'operate', backupId: 17 });
    expect([17, 1, 170, 171].map((id) => isAllowed(part(id), [pattern]))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(isAllowed(recordsSnapshotName(17), [pattern])).toBe(false);
  });
});

describe('parsePartName', () => {
  it('reads the names that Camunda gives', () => {
    expect(parsePartName('camunda_operate_1795413416_8.6.0_part_1_of_6')).toEqual({
      app: 'operate',
      backupId: 1795413416,
      version: '8.6.0',
      part: 1,
      of: 6,
    });
    expect(parsePartName('camunda_tasklist_7_8.1.0-snapshot_part_6_of_6')?.version).toBe('8.1.0-snapshot');
    expect(parsePartName('camunda_zeebe_records_backup_7')).toBeNull();
  });
});

describe('backupIdOf', () => {
  it('finds the id in every part of a set, and none elsewhere', () => {
    expect(backupIdOf('camunda_optimize_42_8.6.0_part_2_of_2')).toBe(42);
    expect(backupIdOf('camunda_zeebe_records_backup_42')).toBe(42);
    expect(backupIdOf('nightly-42')).toBeNull();
  });
});
