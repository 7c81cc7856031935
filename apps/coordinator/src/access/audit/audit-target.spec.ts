import { describe, expect, it } from '@jest/globals';
import { targetOf } from './audit-target.interceptor.ts';

describe('what an audit entry is about', () => {
  it.each([
    ['a deletion that began', { kind: 'deletion', number: 44, setId: 42 }, 'deletion 44'],
    ['a restore that was shut out', { kind: 'restore', number: 43, fence: 7 }, 'restore 43'],
    ['a backup', { backupId: 42, run: { kind: 'backup', number: 42 } }, '42'],
    ['a plan or a restore', { restoreId: 43, backupId: 42 }, '43'],
    ['a dry run, which has no number', { restoreId: null, backupId: 42 }, '42'],
    ['something else', { kind: 'webhook', number: 1 }, null],
  ])('is %s', (_, answer, target) => {
    expect(targetOf(answer)).toBe(target);
  });
});
