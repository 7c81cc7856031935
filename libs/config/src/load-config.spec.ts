import { describe, expect, it } from '@jest/globals';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { Environment } from './environment.ts';
import { loadConfig, parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';

const minimal = `
clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
`;

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'holdfast-')), 'secret');
  writeFileSync(file, text);
  return file;
}

describe('parseConfig', () => {
  it('fills in what a small file leaves out', () => {
    const config = parseConfig(minimal, {});
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080, trustedProxies: [] });
    const [prod] = config.clusters;
    expect(prod).toMatchObject({ pauseBudget: 900_000, components: ['zeebe', 'records'] });
    expect(prod?.zeebe.brokers).toEqual(['http://gw:9600']);
    expect(prod?.records.indexPrefix).toBe('zeebe-record');
  });

  it('names every problem at once, with key, value and remedy', () => {
    const problems = problemsIn(`
http: { port: 99999 }
clusters:
  - name: Prod!
    version: 8.6
    zeebee: {}
    zeebe: { management: gw:9600 }
    records: { engine: solr, url: http://es:9200, repository: camunda, indexPrefix: "zeebe*" }
    pauseBudget: soon
`);
    const text = problems.join('\n');
    expect(text).toMatch(/http\.port: 99999/);
    expect(text).toMatch(/clusters\[0\]\.name: "Prod!" must be 1 to 63/);
    expect(text).toMatch(/clusters\[0\]\.version/);
    expect(text).toMatch(/does not know "zeebee"; remove it/);
    expect(text).toMatch(/clusters\[0\]\.zeebe\.management: .*http:\/\/operate:9600/);
    expect(text).toMatch(/records\.engine: "solr" must be elasticsearch/);
    expect(text).toMatch(/indexPrefix: "zeebe\*" must be a plain/);
    expect(text).toMatch(/pauseBudget: "soon" is not a duration/);
  });

  it.each([
    ['a section that is an address', minimal.replace(/records: .*/, 'records: "https://u:hunter2@es"')],
    ['a component that is an address', `${minimal}    operate: http://u:hunter2@o:1\n`],
    ['redis without its url', `redis: redis://:hunter2@h\n${minimal}`],
    ['a password without its section', `bullBoard: hunter2\n${minimal}`],
    // Each of these means something in YAML where a value begins with it.
    ...['|', '>', '*', '&', '!', '@', '%', '`', '[', '{', '"', "'"].map((sign): [string, string] => [
      `a password that begins with ${sign} and is not quoted`,
      `${minimal}bullBoard:\n  password: ${sign}hunter2\n`,
    ]),
    [
      'clusters that are no list',
      minimal.replace('  - name', '    name').replace('http://gw', 'http://u:hunter2@gw'),
    ],
    [
      'an index prefix that is an address',
      minimal.replace('repository: camunda', 'repository: c, indexPrefix: "u:hunter2@x"'),
    ],
  ])('never repeats a secret: %s', (_, text) => {
    const message = problemsIn(text).join();
    expect(message).not.toBe('');
    expect(message).not.toContain('hunter2');
  });

  it('says where the file is not valid YAML, and warns of nothing in other words', async () => {
    const warned: string[] = [];
    const listen = ({ message }: Error): number => warned.push(message);
    process.on('warning', listen);
    expect(problemsIn(`${minimal}bullBoard:\n  password: |hunter2\n`)).toEqual([
      'it is not valid YAML (unexpected token, line 8, column 14)',
    ]);
    problemsIn(`${minimal}bullBoard:\n  password: !hunter2\n`);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(warned).toEqual([]);
  });

  it('leaves the variables of restore commands to the shell, so that no plan or journal shows them', () => {
    const commands = 'start: a, wipeBroker: b, restoreBroker: c, stop: "stop --password ${PASSWORD}"';
    const config = parseConfig(`${minimal}    restore: { control: commands, commands: { ${commands} } }\n`, {
      PASSWORD: 'hunter2',
    });
    const { restore } = config.clusters[0]!;
    expect(restore?.control === 'commands' && restore.commands.stop).toBe('stop --password ${PASSWORD}');
  });

  it('leaves the variables of database commands to the shell, too', () => {
    const text = `clusters:
  - name: prod
    orchestration: { management: http://gw:9600 }
    database: { kind: mysql, dump: "mysqldump --password=\${PASSWORD}", deleteDump: "rm \${PASSWORD}" }
`;
    const { database } = parseConfig(text, { PASSWORD: 'hunter2' }).clusters[0]!;
    expect([database?.dump, database?.deleteDump]).toEqual([
      'mysqldump --password=${PASSWORD}',
      'rm ${PASSWORD}',
    ]);
  });

  it('refuses a version without a procedure, two clusters of one name, and a file without clusters', () => {
    expect(problemsIn(minimal.replace('8.6', '8.11')).join()).toMatch(
      /has no known backup procedure; 8\.1 to 8\.10/,
    );
    expect(problemsIn(minimal + minimal.split('clusters:')[1]!).join()).toMatch(/used twice/);
    expect(problemsIn('redis: {}').join()).toMatch(/clusters: is missing/);
    expect(problemsIn('a: [').join()).toMatch(/not valid YAML/);
  });

  it('takes ${NAME} from the environment or from the file of NAME_FILE, and says which one is missing', () => {
    const file = fileWith('s3cret of board\n');
    const text = `bullBoard: { password: "\${BOARD}" }${minimal}`;
    expect(parseConfig(text, { BOARD: 'twelve chars' }).bullBoard?.password.reveal()).toBe('twelve chars');
    expect(parseConfig(text, { BOARD_FILE: file }).bullBoard?.password.reveal()).toBe('s3cret of board');
    expect(problemsIn(text)).toEqual([
      'bullBoard.password: the environment has neither BOARD nor BOARD_FILE; set one of them',
    ]);
  });

  it('refuses a password of Bull Board that is soon guessed, without repeating it', () => {
    expect(problemsIn(`bullBoard: { password: "short of 12" }${minimal}`)).toEqual([
      'bullBoard.password: the value must have at least 12 characters; it can be guessed at, and lets jobs be deleted',
    ]);
  });

  it.each(['x', '10.0.0.0/0', '0.0.0.0/0', '10.0.0.0/33', '::/0', '10.0.0.0/8/8', 'loopback', ''])(
    'refuses to believe the proxy "%s"',
    (proxy) => {
      const [problem] = problemsIn(`http: { trustedProxies: ["${proxy}"] }${minimal}`);
      expect(problem).toContain('http.trustedProxies');
    },
  );

  it('believes proxies by address and by network', () => {
    const text = `http: { trustedProxies: ["10.1.0.0/16", "fd00::/8", "127.0.0.1"] }${minimal}`;
    expect(parseConfig(text, {}).http.trustedProxies).toEqual(['10.1.0.0/16', 'fd00::/8', '127.0.0.1']);
  });

  it.each(['a\\r\\nB: c', 'a\\u0000', 'ключ'])('refuses the value "%s" of a header of a webhook', (value) => {
    const webhook = `{ url: "http://127.0.0.1:1", headers: { X: "${value}" } }`;
    const [problem] = problemsIn(`notifications: [{ name: a, webhook: ${webhook} }]${minimal}`);
    expect(problem).toContain('must be a value of a header: one line');
  });

  it('never shows a secret in print, JSON or a problem', () => {
    const config = parseConfig(
      `redis: { url: "redis://u:hunter2@r:6379" }\nbullBoard: { password: hunter2hunter2 }${minimal}`,
      {},
    );
    expect(JSON.stringify(config) + inspect(config, { depth: 9 }) + String(config.redis.url)).not.toContain(
      'hunter2',
    );
    expect(problemsIn(`redis: { url: "hunter2" }${minimal}`).join()).not.toContain('hunter2');
  });

  it('lets HOLDFAST_REDIS_URL and HOLDFAST_REDIS_PASSWORD win over the file', () => {
    const named = `redis: { url: "rediss://named:1", password: named }${minimal}`;
    const redisOf = (env: Environment, text = minimal) => {
      const { url, password } = parseConfig(text, env).redis;
      return [url?.reveal(), password?.reveal()];
    };
    const env = { HOLDFAST_REDIS_URL: 'redis://other:1' };
    expect(redisOf(env, named)).toEqual(['redis://other:1', undefined]);
    expect(redisOf({ ...env, HOLDFAST_REDIS_PASSWORD_FILE: fileWith('hunter2\n') }, named)).toEqual([
      'redis://other:1',
      'hunter2',
    ]);
    expect(redisOf({ HOLDFAST_REDIS_PASSWORD: 'hunter2' }, named)).toEqual(['rediss://named:1', 'hunter2']);
    expect(redisOf({ HOLDFAST_REDIS_PASSWORD: 'hunter2' })).toEqual(['redis://127.0.0.1:6379', 'hunter2']);
    expect(redisOf({ HOLDFAST_REDIS_URL_FILE: fileWith('redis://filed:1') })).toEqual([
      'redis://filed:1',
      undefined,
    ]);
  });

  it('refuses a password next to an address that has one already, without repeating either', () => {
    const env = { HOLDFAST_REDIS_URL: 'redis://:hunter2@r:1', HOLDFAST_REDIS_PASSWORD: 'hunter3' };
    expect(problemsIn(minimal, env)).toEqual([
      'redis.password: the value must not stand next to a redis.url with credentials; remove one of them',
    ]);
  });

  it('says what is wrong with the file of a secret, by the name of its variable', () => {
    const text = `bullBoard: { password: "\${BOARD}" }${minimal}`;
    const long = fileWith('x'.repeat(65_537));
    expect(problemsIn(text, { BOARD_FILE: '/no/such/secret' })).toEqual([
      'bullBoard.password: the file of BOARD_FILE cannot be read (ENOENT); correct the path, or let the user that runs Holdfast read it',
    ]);
    expect(problemsIn(text, { BOARD_FILE: tmpdir() }).join()).toContain('cannot be read (EISDIR)');
    expect(problemsIn(text, { BOARD_FILE: '/dev/zero' }).join()).toContain('has more than 65536 bytes');
    expect(problemsIn(minimal, { HOLDFAST_REDIS_PASSWORD_FILE: long })).toEqual([
      'redis: the file of HOLDFAST_REDIS_PASSWORD_FILE has more than 65536 bytes; a secret is shorter, so check which file it is',
    ]);
    expect(
      parseConfig(text, { BOARD_FILE: fileWith('x'.repeat(65_536)) }).bullBoard?.password.reveal(),
    ).toHaveLength(65_536);
  });
});

describe('loadConfig', () => {
  it('says what to do about a missing file or variable', () => {
    expect(() => loadConfig({})).toThrow(/HOLDFAST_CONFIG is not set/);
    expect(() => loadConfig({ HOLDFAST_CONFIG: '/no/such.yaml' })).toThrow(/ENOENT/);
  });
});
