import { describe, expect, it } from '@jest/globals';
import { may, whyNot } from './permissions.ts';

const as = (role: 'viewer' | 'operator' | 'admin') => ({ role });

describe('what a role may do', () => {
  it.each([
    ['viewer', 'start backups', false],
    ['operator', 'start backups', true],
    ['operator', 'plan restores', true],
    ['operator', 'delete sets', false],
    ['operator', 'run, cancel and confirm restores', false],
    ['operator', 'apply retention', false],
    ['admin', 'delete sets', true],
    ['admin', 'verify sets', true],
  ] as const)('%s: %s is %s', (role, action, expected) => {
    expect(may(as(role), action)).toBe(expected);
  });

  it('without a login nothing is permitted', () => {
    expect(may(null, 'verify sets')).toBe(false);
  });

  it('what is not permitted is shown with the role that it needs', () => {
    expect(whyNot(as('viewer'), ['verify sets', 'plan restores', 'delete sets'])).toBe(
      'You are viewer: to verify sets or plan restores the role operator is needed; to delete sets the role admin is needed.',
    );
    expect(whyNot(as('admin'), ['delete sets'])).toBeNull();
  });
});
