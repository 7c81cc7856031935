import { describe, expect, it } from '@jest/globals';
import type { Environment } from './environment.ts';
import { conflictsOf, needsRestart, summaryOf, withClusters } from './changes.ts';
import type { HoldfastConfig } from './config.schema.ts';
import { parseConfig } from './load-config.ts';

const CLUSTER = 'zeebe: { management: "http://z" }';
const records = (repository = 'r', auth = '') =>
  `records: { engine: elasticsearch, url: "http://e", repository: ${repository}${auth} }`;
const HASH = `sha256:${'a'.repeat(64)}`;

function configOf(top = '', more = '', env: Environment = {}): HoldfastConfig {
  return parseConfig(`${top}\nclusters: [{ name: a, ${CLUSTER}, ${records()}${more} }]`, env);
}

describe('the sections that need a restart', () => {
  const restart = (top: string) => needsRestart(configOf(), configOf(top));

  it.each([
    ['redis: { url: "redis://other" }', 'redis'],
    ['http: { port: 1 }', 'http'],
    ['lock: { lease: 60s }', 'lock'],
    ['steps: { pollMax: 6s }', 'steps'],
    ['bullBoard: { password: a-long-password }', 'bullBoard'],
    [
      `access: { tokens: [{ name: ci, hash: "${HASH}", role: viewer }] }`,
      'access (whether callers must log in)',
    ],
  ])('are those of %s', (top, section) => {
    expect(restart(top)).toEqual([section]);
  });

  it('are none of the others', () => {
    expect(restart('notifications: [{ name: n, slack: { url: "https://s" } }]')).toEqual([]);
    expect(restart('access: { rateLimit: { requestsPerMinute: 10 } }')).toEqual([]);
    expect(needsRestart(configOf(), configOf('', ', pauseBudget: 1m'))).toEqual([]);
  });

  it('are those whose secret changed, too', () => {
    const of = (password: string) => configOf('bullBoard: { password: "${P}" }', '', { P: password });
    expect(needsRestart(of('a-long-password'), of('a-long-password'))).toEqual([]);
    expect(needsRestart(of('a-long-password'), of('b-long-password'))).toEqual(['bullBoard']);
  });
});

describe('a fingerprint', () => {
  const of = (more: string, env: Environment = {}) => configOf('', more, env).clusters[0]!.fingerprint;

  it('follows what a run depends on, and not schedules, retention and alerts', () => {
    expect(of(', pauseBudget: 1m')).not.toBe(of(''));
    expect(of(', schedules: [{ name: n, cron: "0 1 * * *" }]')).toBe(of(''));
    expect(of(', retention: { keepLast: 2 }')).toBe(of(''));
    expect(of(', alerts: { exportingUnknownAfter: 1m }')).toBe(of(''));
    expect(configOf('', ', retention: { keepLast: 2 }').fingerprint).not.toBe(configOf().fingerprint);
  });

  it('holds no secret, neither one that is written there nor that of an address', () => {
    const operate = (password: string, url = 'http://o') =>
      of(`, operate: { management: "${url}", auth: { basic: { username: u, password: ${password} } } }`);
    expect(operate('first-secret')).toBe(operate('second-secret'));
    expect(operate('p-secret', 'http://u:one@o')).toBe(operate('p-secret', 'http://u:other@o'));
    expect(operate('p-secret', 'http://o2')).not.toBe(operate('p-secret'));
  });

  it('is the same with another user, client, way to log in or certificate: a run goes over to those', () => {
    const operate = (login: string) => of(`, operate: { management: "http://o"${login} }`);
    const basic = (name: string) => `, auth: { basic: { username: ${name}, password: a-secret } }`;
    const oauth = ', auth: { oauth: { tokenUrl: "http://t", clientId: c, clientSecret: a-secret } }';
    const all = [
      '',
      basic('one'),
      basic('other'),
      oauth,
      ', auth: { bearer: { token: a-token } }',
      ', tls: { servername: o }',
    ];
    expect(new Set(all.map(operate)).size).toBe(1);
  });

  it('is the same for every process: the order of keys, and values of the environment, do not matter', () => {
    const one = parseConfig(`clusters: [{ ${records()}, name: a, ${CLUSTER} }]`, {});
    expect(one.clusters[0]?.fingerprint).toBe(of(''));
    const url = ', operate: { management: "${O}" }';
    expect(of(url, { O: 'http://o' })).toBe(of(url, { O: 'http://p' }));
  });
});

describe('what changed', () => {
  it('is listed by names: added, removed and changed', () => {
    const before = configOf('', ', schedules: [{ name: n, cron: "0 1 * * *" }]');
    const b = parseConfig(`clusters: [{ name: b, ${CLUSTER.replace('//z', '//y')}, ${records('s')} }]`, {});
    const after = withClusters(before, [
      { ...before.clusters[0]!, schedules: [], pauseBudget: 1 },
      ...b.clusters,
    ]);
    expect(summaryOf(before, after)).toBe('clusters: +b ~a; schedules: −a.n');
    expect(summaryOf(before, before)).toBe('nothing that is in force changed');
  });
});

describe('clusters that come together from two files', () => {
  it('are refused where they share what no two may share', () => {
    const [one] = configOf().clusters;
    expect(conflictsOf([one!])).toEqual([]);
    expect(conflictsOf([one!, { ...one!, name: 'b' }]).join()).toMatch(/repository|prefix/);
  });
});
