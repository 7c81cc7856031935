import { describe, expect, it } from '@jest/globals';
import type { GrantConfig } from '#config';
import { grantOf, relevantClaims } from './grants.ts';

const grants: GrantConfig[] = [
  { claim: 'groups', value: 'all', role: 'viewer' },
  { claim: 'groups', value: 'prod-ops', role: 'operator', clusters: ['prod'] },
  { claim: 'realm_access.roles', value: 'test-ops', role: 'operator', clusters: ['test', 'prod'] },
  { claim: 'https://example.com/root', value: true, role: 'admin' },
];

describe('grantOf', () => {
  it('gives the highest role, and the clusters of all grants of that role', () => {
    expect(grantOf({ groups: ['all', 'x'] }, grants)).toEqual({ role: 'viewer', clusters: null });
    expect(grantOf({ groups: ['all', 'prod-ops'] }, grants)).toEqual({
      role: 'operator',
      clusters: ['prod'],
    });
    const both = { groups: ['prod-ops'], realm_access: { roles: ['test-ops'] } };
    expect(grantOf(both, grants)).toEqual({ role: 'operator', clusters: ['prod', 'test'] });
    expect(grantOf({ 'https://example.com/root': true }, grants)).toEqual({ role: 'admin', clusters: null });
  });

  it('gives nothing for claims that only look alike', () => {
    for (const claims of [
      {},
      { groups: 'alles' },
      { groups: { all: true } },
      { realm_access: 'test-ops' },
      { realm_access: null },
      { 'https://example.com/root': 'true' },
    ])
      expect(grantOf(claims, grants)).toBeNull();
  });

  it('takes a claim of one value for what it is', () => {
    expect(grantOf({ groups: 'all' }, grants)?.role).toBe('viewer');
  });
});

describe('relevantClaims', () => {
  it('keeps what grants look at, so that they can be looked at again', () => {
    const claims = { sub: '1', phone: '1', groups: ['all'], realm_access: { roles: ['test-ops'], x: 1 } };
    const kept = relevantClaims(claims, grants);
    expect(kept).toEqual({ groups: ['all'], 'realm_access.roles': ['test-ops'] });
    expect(grantOf(kept, grants)).toEqual(grantOf(claims, grants));
  });
});
