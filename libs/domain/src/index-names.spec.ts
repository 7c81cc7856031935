import { describe, expect, it } from '@jest/globals';
import { documentsByFamily, familyOf, isAllowed } from './index-names.ts';

describe('isAllowed', () => {
  const patterns = ['operate-*', 'zeebe-record*', 'tasklist-task-8.5.0_'];

  it.each([
    'operate-list-view-8.3.0_',
    'zeebe-record_job_8.6.0_2026-11-23',
    'zeebe-record',
    'tasklist-task-8.5.0_',
  ])('allows %s', (index) => {
    expect(isAllowed(index, patterns)).toBe(true);
  });

  it.each(['my-operate-1', 'operate', 'tasklist-task-8x5.0_', 'tasklist-task-8.5.0_2', 'orders', ''])(
    'allows nothing that only looks like it: %s',
    (index) => {
      expect(isAllowed(index, patterns)).toBe(false);
    },
  );
});

describe('familyOf', () => {
  it.each([
    ['operate-list-view-8.3.0_', 'operate-list-view-8.3.0'],
    ['operate-list-view-8.3.0_2026-11-23', 'operate-list-view-8.3.0'],
    ['zeebe-record_process-instance_8.6.0_2026-11-23', 'zeebe-record_process-instance_8.6.0'],
    ['optimize-metadata_v3', 'optimize-metadata_v3'],
  ])('of %s is %s', (index, family) => {
    expect(familyOf(index)).toBe(family);
  });

  it('sums what an archiver moved, and counts a closed index for nothing', () => {
    expect(
      documentsByFamily([
        { name: 'operate-x-8.3.0_', docs: 3 },
        { name: 'operate-x-8.3.0_2026-01-01', docs: 4 },
        { name: 'operate-y', docs: null },
      ]),
    ).toEqual({ 'operate-x-8.3.0': 7, 'operate-y': 0 });
  });
});
