import { describe, expect, it } from '@jest/globals';
import { foreign, type Sent } from './site-check.ts';

const sent = (over: Partial<Sent> = {}): Sent => ({
  ...{ method: 'POST', path: '/api/v1/clusters/a/backups', host: 'holdfast:8080' },
  ...{ origin: undefined, site: undefined, destination: undefined },
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
      'a link on another page that a user follows',
      { method: 'GET', path: '/api/docs', site: 'cross-site', destination: 'document' },
    ],
    [
      'a page that another one leads to',
      { method: 'GET', path: '/auth/callback', site: 'cross-site', destination: 'document' },
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
    [
      'an image of another site, which would see nothing',
      { method: 'GET', path: '/api/v1/support-bundle', site: 'cross-site', destination: 'image' },
    ],
    [
      'a frame of another site',
      { method: 'GET', path: '/API/v1/doctor', site: 'cross-site', destination: 'iframe' },
    ],
    ['a host with a user name before it', { host: 'evil.com:80@localhost' }],
  ])('stops %s', (_, over) => {
    expect(foreign(sent(over), known)).not.toBeNull();
  });

  it('takes the public address for ours where a proxy changes the Host header', () => {
    const behind = sent({ host: '10.0.0.7:8080', origin: 'https://holdfast.example.com' });
    expect(foreign(behind, known)).not.toBeNull();
    expect(foreign(behind, { ...known, publicUrl: 'https://holdfast.example.com' })).toBeNull();
  });

  it('accepts only names of this machine where no login is required', () => {
    const anonymous = { anonymous: true };
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:8080'])
      expect(foreign(sent({ method: 'GET', host }), anonymous)).toBeNull();
    for (const host of ['evil.example:8080', '10.0.0.1', '', undefined, 'localhost@evil.example', 'a b'])
      expect([host, foreign(sent({ method: 'GET', host }), anonymous)]).not.toEqual([host, null]);
  });
});
