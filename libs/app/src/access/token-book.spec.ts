import { describe, expect, it } from '@jest/globals';
import { hashOfToken, newToken, type HoldfastConfig, type TokenConfig } from '#config';
import { basicCredentials, bearerToken, shownToken } from './shown-token.ts';
import { TokenBook } from './token-book.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const entry = (name: string, token: string, over: Partial<TokenConfig> = {}): TokenConfig => ({
  ...{ name, hash: hashOfToken(token), role: 'viewer' },
  ...over,
});

const configOf = (...tokens: TokenConfig[]) => ({ access: { tokens } }) as unknown as HoldfastConfig;

describe('TokenBook', () => {
  const [ci, old] = [newToken(), newToken()];
  const book = new TokenBook(configOf(entry('ci', ci), entry('old', old, { expires: NOW })));

  it('knows a token by its hash alone', () => {
    expect(book.find(ci, NOW)?.name).toBe('ci');
    expect(book.find(`${ci}x`, NOW)).toBeNull();
    expect(book.find(hashOfToken(ci), NOW)).toBeNull();
    expect(book.find('', NOW)).toBeNull();
  });

  it('does not know one that has expired', () => {
    expect(book.find(old, NOW - 1)?.name).toBe('old');
    expect(book.find(old, NOW)).toBeNull();
  });

  it('follows the configuration: a token that was removed is no longer known', () => {
    const config = configOf(entry('ci', ci));
    const live = new TokenBook(config);
    expect(live.find(ci)?.name).toBe('ci');
    config.access = configOf().access;
    expect([live.find(ci), live.again('ci')]).toEqual([null, null]);
  });

  it('finds an entry again by its name while it is there and valid', () => {
    expect(book.again('ci', NOW)?.hash).toBe(hashOfToken(ci));
    expect(book.again('gone', NOW)).toBeNull();
    expect(book.again('old', NOW)).toBeNull();
  });
});

describe('newToken', () => {
  it('has 256 random bits behind a prefix that is known', () => {
    expect(newToken()).toMatch(/^hf_[A-Za-z0-9_-]{43}$/);
    expect(new Set(Array.from({ length: 100 }, newToken)).size).toBe(100);
  });
});

describe('a token that is shown', () => {
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  it('is read from Bearer and from the password of Basic', () => {
    expect(bearerToken('Bearer hf_x')).toBe('hf_x');
    expect(bearerToken('bearer  hf_x ')).toBe('hf_x');
    expect(bearerToken(basic('a:b'))).toBeNull();
    expect(basicCredentials(basic('anna:p:w'))).toEqual({ user: 'anna', password: 'p:w' });
    expect(basicCredentials(basic('anna'))).toBeNull();
    expect(shownToken(basic('anyone:hf_x'))).toBe('hf_x');
    expect(shownToken(undefined)).toBeNull();
    expect(shownToken('Digest x')).toBeNull();
  });
});
