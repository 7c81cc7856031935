import { describe, expect, it } from '@jest/globals';
import { redact, secretsIn, shownConfig } from './redaction.ts';
import { Secret } from './secret.ts';

const config = {
  redis: { url: new Secret('redis://:hunter2!@redis:6379') },
  clusters: [{ name: 'prod', zeebe: { management: 'http://user:p%40ss@zeebe:9600' }, pauseBudget: 900_000 }],
  token: new Secret('s3cr"t'),
  short: new Secret('abc'),
};

describe('redaction', () => {
  it('knows every secret of a configuration, and the passwords in its addresses', () => {
    expect(secretsIn(config)).toEqual(
      expect.arrayContaining(['redis://:hunter2!@redis:6379', 'hunter2!', 's3cr"t', 'p@ss']),
    );
    for (const harmless of ['abc', 'user']) expect(secretsIn(config)).not.toContain(harmless);
  });

  it('takes them out of any text, however they are written', () => {
    const secrets = secretsIn(config);
    const basic = Buffer.from('s3cr"t').toString('base64');
    const text = `a hunter2! b ${JSON.stringify('s3cr"t')} c ${encodeURIComponent('p@ss')} d ${basic}`;
    const shown = redact(text, secrets);
    for (const secret of ['hunter2', 's3cr', 'p%40ss', basic.slice(0, 6)])
      expect(shown).not.toContain(secret);
    expect(shown).toMatch(/^a \[secret\] b "\[secret\]" c \[secret\] d \[secret\]/);
  });

  it('takes out what looks like credentials, even when it is not a known secret', () => {
    expect(redact('GET http://me:pw@host/x', [])).toBe('GET http://[secret]@host/x');
    expect(redact('authorization: Bearer abcdefgh.ijkl', [])).toBe('authorization: Bearer [secret]');
    expect(redact('mail me@example.com at 12:30', [])).toBe('mail me@example.com at 12:30');
  });

  it('shows a configuration without them', () => {
    expect(shownConfig(config)).toEqual({
      redis: { url: '[secret]' },
      clusters: [{ name: 'prod', zeebe: { management: 'http://zeebe:9600/' }, pauseBudget: 900_000 }],
      token: '[secret]',
      short: '[secret]',
    });
  });

  it('takes a password that cannot be decoded as it is', () => {
    expect(secretsIn({ smtp: 'smtp://me:100%25sure@mail', other: 'smtp://me:100%sure@mail' })).toEqual([
      '100%sure',
    ]);
  });

  it('is done with a long word at once, and still finds what follows it', () => {
    // By the square of its length this would take a minute, and the process would do nothing else.
    const word = 'a'.repeat(200_000);
    expect(redact(`${word}https://me:pass@host`, [])).toBe(`${word}https://[secret]@host`);
  });
});
