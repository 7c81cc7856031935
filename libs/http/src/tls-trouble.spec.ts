import { describe, expect, it } from '@jest/globals';
import { tlsHint, tlsTrouble } from './tls-trouble.ts';

/** As recorded from Node 24, by its http client (code and message) and by that of Elasticsearch (message). */
describe('tlsTrouble', () => {
  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN self-signed certificate in certificate chain', /tls\.ca/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT self-signed certificate', /tls\.ca/],
    ['unable to verify the first certificate', /tls\.ca/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY unable to get local issuer certificate', /tls\.ca/],
    ['CERT_HAS_EXPIRED certificate has expired', /not valid at this time/],
    ["ERR_TLS_CERT_ALTNAME_INVALID Hostname/IP does not match certificate's altnames: IP", /tls\.servername/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED 40:error:0A00045C', /tls\.cert and tls\.key/],
    ['0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:', /tls\.cert and tls\.key/],
    [
      'EPROTO write EPROTO SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:',
      /tls\.cert and tls\.key/,
    ],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA tlsv1 alert unknown ca', /tls\.cert and tls\.key/],
    ['SSL routines:ssl3_read_bytes:ssl/tls alert bad certificate:', /tls\.cert and tls\.key/],
  ])('knows what to do about %s', (message, remedy) => {
    expect(tlsTrouble(message)).toMatch(remedy);
  });

  it.each(['ECONNREFUSED connect ECONNREFUSED 127.0.0.1:1', 'ETIMEDOUT', 'other side closed', ''])(
    'leaves %j to others',
    (message) => {
      expect(tlsTrouble(message)).toBeNull();
    },
  );

  it('has only a hint for a server that closes without a word', () => {
    expect(tlsHint('other side closed - Local: 127.0.0.1:54010')).toMatch(/tls\.cert/);
    expect(tlsHint('ECONNRESET socket hang up')).toMatch(/tls\.cert/);
    expect(tlsHint('ECONNREFUSED')).toBe('');
  });
});
