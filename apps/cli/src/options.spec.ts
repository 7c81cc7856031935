import { describe, expect, it } from '@jest/globals';
import {
  address,
  addresses,
  backupId,
  clusterName,
  duration,
  hasCredentials,
  label,
  limit,
  moment,
  planHash,
  withoutQuery,
} from './options.ts';

describe('values of options', () => {
  it('are read', () => {
    expect(backupId('9007199254740991')).toBe(9_007_199_254_740_991);
    expect(limit('500')).toBe(500);
    expect(address('https://h:1/base//')).toBe('https://h:1/base');
    expect(addresses('http://b:1/', ['http://a:1'])).toEqual(['http://a:1', 'http://b:1']);
    expect(withoutQuery('http://h:1/base/?a=b#c')).toBe('http://h:1/base');
    expect(clusterName('prod-1')).toBe('prod-1');
    expect(label('b=x=y', label('a='))).toEqual({ a: '', b: 'x=y' });
    expect(duration('30m').ms).toBe(1_800_000);
    expect(planHash('0'.repeat(64))).toHaveLength(64);
    expect(moment('2026-11-28')).toBe('2026-11-28T00:00:00.000Z');
    expect(moment('2026-11-28T15:00:00+01:00')).toBe('2026-11-28T14:00:00.000Z');
  });

  it.each([
    ['backupId', backupId, '0'],
    ['backupId', backupId, '1.5'],
    ['backupId', backupId, '-3'],
    ['backupId', backupId, '9007199254740992'],
    ['limit', limit, '0'],
    ['address', address, 'nonsense'],
    ['address', address, 'localhost:8080'],
    ['addresses', addresses, 'b:9600'],
    ['clusterName', clusterName, 'Prod'],
    ['clusterName', clusterName, 'a b'],
    ['moment', moment, 'yesterday'],
    ['moment', moment, '2026-02-30T00:00:00Z'],
    ['moment', moment, '2026-11-28 15:00'],
    ['label', label, 'lonely'],
    ['label', label, '=value'],
    ['duration', duration, '30'],
    ['duration', duration, '0s'],
    ['duration', duration, '999999h'],
    ['planHash', planHash, 'abc'],
  ] as const)('are refused by %s', (_, parse, text) => {
    expect(() => parse(text)).toThrow(/Write|must be/);
  });

  it('are known to hold credentials', () => {
    expect(hasCredentials('http://user@h:1')).toBe(true);
    expect(hasCredentials('http://user:password@h:1')).toBe(true);
    expect(hasCredentials('http://h:1/user@path')).toBe(false);
  });
});
