import { describe, expect, it } from '@jest/globals';
import type { Backup, BackupSetView } from '#contracts';
import { isGood } from './good-set.ts';

const ENDED = '2026-11-25T10:00:00.000Z';
const BEFORE = { readAt: '2026-11-25T09:59:00.000Z' };
const AFTER = { readAt: '2026-11-25T10:01:00.000Z' };
const set = (state: BackupSetView['state']) => ({ state }) as BackupSetView;
const endedAs = (outcome: NonNullable<Backup['run']>['outcome']) => ({
  run: { outcome, finishedAt: ENDED } as Backup['run'],
});
const completed = endedAs('completed');

describe('a backup that can be relied on', () => {
  it('completed, and its set is there', () => {
    expect(isGood({ ...completed, set: set('complete') }, AFTER)).toBe(true);
  });

  it('completed, and Zeebe is down now', () => {
    expect(isGood({ ...completed, set: set('unverified') }, AFTER)).toBe(true);
  });

  it('completed, and the components were not read since', () => {
    expect(isGood({ ...completed, set: null }, BEFORE)).toBe(true);
    expect(isGood({ ...completed, set: null }, { readAt: null })).toBe(true);
  });

  it('is none whose set was deleted', () => {
    expect(isGood({ ...completed, set: null }, AFTER)).toBe(false);
  });

  it('is none that lost a part', () => {
    expect(isGood({ ...completed, set: set('partial') }, AFTER)).toBe(false);
  });

  it.each(['failed', 'rejected', 'cancelled', null] as const)('is none whose run ended as %s', (outcome) => {
    expect(isGood({ ...endedAs(outcome), set: set('complete') }, AFTER)).toBe(false);
  });

  it('is none whose run is not on record', () => {
    expect(isGood({ run: null, set: set('unverified') }, AFTER)).toBe(false);
  });
});
