import { describe, expect, it } from '@jest/globals';
import { addressKey } from './address-key.ts';

describe('addressKey', () => {
  it.each([
    ['http://es', 'http://es:80/'],
    ['https://es', 'https://ES:443'],
    ['http://localhost:9200', 'http://127.0.0.1:9200'],
    ['http://[::1]:9200/x/', 'http://u:p@localhost:9200/x'],
  ])('takes %s and %s for one', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
  });

  it('tells ports and paths apart', () => {
    expect(addressKey('http://es:9200/a')).not.toBe(addressKey('http://es:9200/b'));
    expect(addressKey('http://es:9200')).not.toBe(addressKey('http://es:9201'));
  });
});
