import { describe, expect, it } from '@jest/globals';
import { hashOfToken, newToken } from './access-token.ts';
import { accessWarnings } from './access.rules.ts';
import type { HoldfastConfig } from './config.schema.ts';
import { parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';

const clusters = `
clusters:
  - name: prod
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
`;

const fileOf = (access: string, more: string): string => `access: ${access}\n${more}${clusters}`;

function configOf(access: string, more = ''): HoldfastConfig {
  return parseConfig(fileOf(access, more), {});
}

const problemsOf = (access: string, more = ''): string => problemsIn(fileOf(access, more)).join('\n');

const token = newToken();
const hash = hashOfToken(token);
const oidc = (over = '', issuer = 'https://login.example.com/') =>
  `{ oidc: { issuer: "${issuer}", clientId: holdfast, clientSecret: hunter2, publicUrl: "https://holdfast.example.com/", grants: [{ claim: groups, value: ops, role: operator }] ${over} } }`;

describe('access.tokens', () => {
  it('are a name, a hash and a role, and may be limited to clusters and in time', () => {
    const entry = `{ tokens: [{ name: ci, hash: "${hash}", role: operator, clusters: [prod], expires: "2030-01-31" }] }`;
    expect(configOf(entry).access.tokens).toEqual([
      { name: 'ci', hash, role: 'operator', clusters: ['prod'], expires: Date.parse('2030-01-31') },
    ]);
    expect(configOf('{}').access).toMatchObject({ tokens: [], rateLimit: { failedLoginsPerMinute: 10 } });
  });

  it('are never written themselves: the problem says how to make a hash, and does not repeat the token', () => {
    const problems = problemsOf(`{ tokens: [{ name: ci, hash: ${token}, role: admin }] }`);
    expect(problems).toMatch(
      /access\.tokens\[0\]\.hash: .* is not a hash: .*holdfast token create.*sha256sum/,
    );
    expect(problems).not.toContain(token);
    expect(problemsOf(`{ tokens: [{ name: ci, token: ${token}, role: admin }] }`)).not.toContain(token);
    expect(problemsOf(`{ tokens: [${token}] }`)).not.toContain(token);
    expect(problemsOf(token)).not.toContain(token);
  });

  it('have names and hashes of their own, known clusters and roles', () => {
    const twice = `{ name: ci, hash: "${hash}", role: boss, clusters: [prod, test], expires: soon }`;
    const shape = problemsOf(`{ tokens: [${twice}] }`);
    expect(shape).toMatch(/tokens\[0\]\.role: .* must be viewer, operator or admin/);
    expect(shape).toMatch(/tokens\[0\]\.expires: .* write for example 2027-01-31T00:00:00Z/);
    const valid = twice.replace('boss', 'admin').replace('soon', '"2030-01-01T00:00:00+02:00"');
    expect(problemsOf(`{ tokens: [${valid}, ${valid}] }`).split('\n')).toEqual([
      expect.stringMatching(
        /^access\.tokens\[0\]\.clusters\[1\]: .* is not a configured cluster; use prod, or/,
      ),
      expect.stringMatching(/^access\.tokens\[1\]\.name: .* is used twice/),
      expect.stringMatching(/^access\.tokens\[1\]\.hash: .* is used twice/),
      expect.stringMatching(/^access\.tokens\[1\]\.clusters\[1\]: /),
    ]);
  });
});

describe('access.oidc', () => {
  it('is read with its secret hidden', () => {
    const found = configOf(oidc()).access.oidc;
    expect(found).toMatchObject({
      issuer: 'https://login.example.com',
      publicUrl: 'https://holdfast.example.com',
      label: 'Single sign-on',
      scopes: ['openid', 'profile', 'email'],
    });
    expect(found?.clientSecret.reveal()).toBe('hunter2');
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('asks for https, but on this machine', () => {
    expect(problemsOf(oidc('', 'http://login.example.com'))).toMatch(
      /access\.oidc\.issuer: .* must be https/,
    );
    expect(problemsOf(oidc('', 'http://127.0.0.1:5556/dex'))).toBe('');
  });

  it('never repeats a secret in a problem', () => {
    for (const broken of [oidc(', extra: 1'), oidc().replace('hunter2', '[hunter2]'), '{ oidc: hunter2 }']) {
      const problems = problemsOf(broken);
      expect(problems).toMatch(/access\.oidc/);
      expect(problems).not.toContain('hunter2');
    }
  });

  it('asks for the scope that makes it OpenID Connect', () => {
    expect(problemsOf(oidc(', scopes: [groups]'))).toMatch(/access\.oidc\.scopes: .* must contain openid/);
  });

  it('knows the clusters of its grants', () => {
    expect(problemsOf(oidc().replace('role: operator', 'role: operator, clusters: [test]'))).toMatch(
      /access\.oidc\.grants\[0\]\.clusters\[0\]: .* is not a configured cluster/,
    );
  });
});

describe('without access', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('Holdfast may listen on %s', (host) => {
    expect(problemsOf('{}', `http: { host: "${host}" }\n`)).toBe('');
  });

  it.each(['0.0.0.0', '::', '10.0.0.7', 'holdfast.example.com'])('it may not listen on %s', (host) => {
    const http = `http: { host: "${host}" }\n`;
    expect(problemsOf('{}', http)).toMatch(
      /^http\.host: .* would let every caller in: no login is configured yet/,
    );
    expect(problemsOf(`{ tokens: [{ name: ci, hash: "${hash}", role: viewer }] }`, http)).toBe('');
    expect(problemsOf(oidc(), http)).toBe('');
  });
});

describe('accessWarnings', () => {
  it('say that no login is required, and which token has expired', () => {
    expect(accessWarnings(configOf('{}'), 0)).toEqual([
      {
        message: expect.stringMatching(/^no access\.tokens/),
        remedy: expect.stringMatching(/^Make a token .*\.$/),
      },
    ]);
    const config = configOf(
      `{ tokens: [{ name: ci, hash: "${hash}", role: viewer, expires: "2026-01-01" }] }`,
    );
    expect(accessWarnings(config, Date.parse('2025-12-31'))).toEqual([]);
    expect(accessWarnings(config, Date.parse('2026-01-01'))).toEqual([
      {
        message: expect.stringMatching(/^access\.tokens\[0\]\.expires: the token "ci" expired on 2026-01-01/),
        remedy: 'Make a new one or remove it.',
      },
    ]);
  });
});
