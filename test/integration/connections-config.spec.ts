import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ConfigError, parseConfig } from '#config';
import { CertificateAuthority } from '../support/certificates.ts';

let authority: CertificateAuthority;
beforeAll(() => {
  authority = new CertificateAuthority();
});
afterAll(() => authority.remove());

const pem = (path: string): string => readFileSync(path, 'utf8');

describe('the configuration of a connection', () => {
  const read = (more: string) =>
    parseConfig(
      `
clusters:
  - name: prod
    zeebe: { management: https://gw:9600/zeebe${more} }
    records: { engine: elasticsearch, url: https://es:9200, repository: camunda }
`,
      {},
    ).clusters[0]!.zeebe;
  const problemsOf = (more: string): string => {
    try {
      read(more);
      return '';
    } catch (error) {
      return (error as ConfigError).problems.join('\n');
    }
  };

  it('has the content of the files, and shows no secret', () => {
    const client = authority.issue('DNS:holdfast');
    const zeebe = read(
      `, auth: { bearer: { token: s3cret } }, tls: { ca: ${authority.ca}, cert: ${client.cert}, key: ${client.key}, servername: gw.internal }`,
    );
    expect(zeebe.tls).toMatchObject({
      ca: pem(authority.ca),
      cert: pem(client.cert),
      servername: 'gw.internal',
    });
    expect(zeebe.tls?.key?.reveal()).toBe(pem(client.key));
    expect(zeebe.auth?.bearer?.token.reveal()).toBe('s3cret');
    expect(inspect(zeebe, { depth: 10 }) + JSON.stringify(zeebe)).not.toMatch(/s3cret|PRIVATE KEY/);
  });

  it('names the key of a file that cannot be read, is not PEM, or does not fit', () => {
    const [one, other] = [authority.issue('DNS:one'), authority.issue('DNS:other')];
    const junk = join(one.cert, '..', 'junk.pem');
    writeFileSync(junk, '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n');
    expect(problemsOf(', tls: { ca: /no/such.pem }')).toMatch(/zeebe\.tls\.ca: .*cannot be read \(ENOENT\)/);
    expect(problemsOf(`, tls: { ca: ${junk} }`)).toMatch(
      /zeebe\.tls\.ca: .*does not hold a certificate as PEM/,
    );
    expect(problemsOf(`, tls: { ca: ${one.key} }`)).toMatch(/zeebe\.tls\.ca: .*does not hold a certificate/);
    expect(problemsOf(`, tls: { cert: ${one.cert}, key: ${one.cert} }`)).toMatch(
      /zeebe\.tls\.key: .*does not hold a private key/,
    );
    expect(problemsOf(`, tls: { cert: ${one.cert} }`)).toMatch(/zeebe\.tls\.cert: .*needs tls\.key/);
    expect(problemsOf(`, tls: { key: ${one.key} }`)).toMatch(/zeebe\.tls\.key: .*needs tls\.cert/);
    expect(problemsOf(`, tls: { cert: ${one.cert}, key: ${other.key} }`)).toMatch(
      /zeebe\.tls\.key: .*is not the private key of the certificate/,
    );
  });

  it.each([
    ['auth: {}', /zeebe\.auth: .*exactly one of basic, bearer and oauth/],
    ['auth: { basic: { username: hunter2, password: hunter2 }, bearer: { token: hunter2 } }', /exactly one/],
    ['auth: { basic: hunter2 }', /zeebe\.auth\.basic/],
    ['auth: hunter2', /zeebe\.auth/],
    ['auth: { basic: { username: hunter2 } }', /zeebe\.auth\.basic\.password: is missing/],
    ['auth: { bearer: { token: "hunter2 hunter2" } }', /zeebe\.auth\.bearer\.token: .*no token has/],
    ['auth: { bearer: { token: hunter2, tokne: hunter2 } }', /does not know "tokne"/],
    [
      'auth: { oauth: { tokenUrl: "https://x:hunter2@idp/token", clientId: c, clientSecret: hunter2 } }',
      /zeebe\.auth\.oauth\.tokenUrl: .*must not hold credentials/,
    ],
  ])('refuses %s without repeating a secret', (text, message) => {
    const problems = problemsOf(`, ${text}`);
    expect(problems).toMatch(message);
    expect(problems).not.toContain('hunter2');
  });
});
