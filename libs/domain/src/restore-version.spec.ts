import { describe, expect, it } from '@jest/globals';
import { unfitVersions } from './restore-version.ts';

const snapshots = [
  { snapshot: 'camunda_operate_7_8.6.2_part_1_of_6' },
  { snapshot: 'camunda_tasklist_7_8.6.3_part_1_of_6' },
  { snapshot: 'camunda_zeebe_records_backup_7' },
];

describe('unfitVersions', () => {
  it('compares each web application with its own snapshots, and Zeebe with any', () => {
    expect(
      unfitVersions(snapshots, [
        { component: 'operate', version: '8.6.2' },
        { component: 'tasklist', version: '8.6.3' },
        { component: 'zeebe', version: '8.6.3' },
        { component: 'optimize', version: '8.6.9' },
        { component: 'operate', version: null },
      ]),
    ).toEqual([]);
  });

  it('names those that differ, in the patch, too', () => {
    expect(
      unfitVersions(snapshots, [
        { component: 'operate', version: '8.6.3' },
        { component: 'zeebe', version: '8.6.4' },
      ]),
    ).toEqual(['operate is 8.6.3, the set of 8.6.2', 'zeebe is 8.6.4, the set of 8.6.2, 8.6.3']);
  });
});
