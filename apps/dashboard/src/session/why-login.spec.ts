import { describe, expect, it } from '@jest/globals';
import { whyLogin } from './why-login.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');

describe('why a login is needed', () => {
  it.each([
    [null, 'new'],
    [{ expiresAt: '2026-11-25T09:59:59.000Z' }, 'expired'],
    [{ expiresAt: '2026-11-25T10:00:01.000Z' }, 'expired'],
    [{ expiresAt: '2026-11-25T18:00:00.000Z' }, 'ended'],
    [{ expiresAt: null }, 'ended'],
  ] as const)('%j: %s', (before, why) => {
    expect(whyLogin(before, NOW)).toBe(why);
  });
});
