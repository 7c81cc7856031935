import { describe, expect, it } from '@jest/globals';
import { foreign, type Sent } from './site-check.ts';

const sent = (over: Partial<Sent> = {}): Sent => ({
  ...{ method: 'POST', host: 'holdfast:8080', origin: undefined, site: undefined },
  ...over,
});
const known = { anonymous: false };

describe('foreign', () => {
  it.each([
    ['a program, which sends neither', {}],
    ['our own page', { origin: 'http://holdfast:8080', site: 'same-origin' }],
    ['our own page behind TLS', { origin: 'https://holdfast', host: 'holdfast' }],
    ['an address that was typed', { site: 'none' }],
    [
      'a read by another page, whose answer it cannot see',
      { method: 'GET', origin: 'http://x', site: 'cross-site' },
    ],
  ])('lets %s pass', (_, over) => {
    expect(foreign(sent(over), known)).toBeNull();
  });

  it.each([
    ['another page', { origin: 'http://evil' }],
    ['another port', { origin: 'http://holdfast:9090' }],
    ['a page without an origin', { origin: 'null' }],
    ['a sister of our site', { origin: 'http://holdfast:8080', site: 'same-site' }],
    ['a form of another site', { site: 'cross-site', method: 'DELETE' }],
  ])('stops %s', (_, over) => {
    expect(foreign(sent(over), known)).not.toBeNull();
  });

  it('takes the public address for ours where a proxy changes the Host header', () => {
    const behind = sent({ host: '10.0.0.7:8080', origin: 'https://holdfast.example.com' });
    expect(foreign(behind, known)).not.toBeNull();
    expect(foreign(behind, { ...known, publicUrl: 'https://holdfast.example.com' })).toBeNull();
  });

  it('believes only names of this machine where nobody has to log in', () => {
    const anonymous = { anonymous: true };
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:8080'])
      expect(foreign(sent({ method: 'GET', host }), anonymous)).toBeNull();
    for (const host of ['evil.example:8080', '10.0.0.1', '', undefined, 'localhost@evil.example', 'a b'])
      expect([host, foreign(sent({ method: 'GET', host }), anonymous)]).not.toEqual([host, null]);
  });
});
