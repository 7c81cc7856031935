import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { highestBackupId, nextBackupId } from './backup-id.ts';

describe('nextBackupId', () => {
  it('is the unix time in seconds when nothing newer is known', () => {
    expect(nextBackupId(1_764_000_000_999, [5, 1_763_999_999])).toBe(1_764_000_000);
  });

  it('is above every known id, whatever the clock says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 52 })), fc.nat(4_000_000_000_000), (known, now) => {
        const id = nextBackupId(now, known);
        return known.every((each) => id > each) && id >= Math.floor(now / 1000);
      }),
    );
  });
});

describe('highestBackupId', () => {
  it('is 0 for none', () => {
    expect(highestBackupId([])).toBe(0);
    expect(highestBackupId([3, 9, 4])).toBe(9);
  });
});
