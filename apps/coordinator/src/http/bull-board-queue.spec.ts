import { describe, expect, it } from '@jest/globals';
import { titleOf } from './bull-board-queue.ts';

describe('a job in Bull Board', () => {
  it.each([
    [{ cluster: 'prod', kind: 'backup', number: 42, step: 'backup-zeebe' }, 'prod, backup 42: backup-zeebe'],
    [{ cluster: 'prod', kind: 'restore', number: 43 }, 'prod, restore 43: backup-zeebe'],
    [{ cluster: 'prod', schedule: 'nightly' }, 'prod, schedule nightly: backup-zeebe'],
    [{ target: 'ops' }, 'backup-zeebe'],
    // Another build may have written it, or a person.
    [{ cluster: 'prod', kind: 'something', number: 1 }, 'backup-zeebe'],
    ['{"cluster":"prod"}', 'backup-zeebe'],
    [null, 'backup-zeebe'],
  ])('with the data %j has the title "%s"', (data, title) => {
    expect(titleOf({ name: 'backup-zeebe', data })).toBe(title);
  });
});
